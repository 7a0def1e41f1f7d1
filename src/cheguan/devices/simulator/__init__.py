"""Every device without any: for trying the product, for showing it, and for the tests."""
