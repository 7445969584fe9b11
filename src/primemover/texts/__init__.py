"""Every sentence a person reads or hears, by message id and language; English first."""
