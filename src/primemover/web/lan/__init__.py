"""Serving the house: a certificate made on the spot, a code that pairs one device, and the door between.

The computer itself comes in over the loopback address without a code; everybody else over TLS with a
paired device's token, or not at all.
"""
