"""Published accuracy: simulations and recordings with known truth, run by hand, apart from the tests."""
