"""Every write of the register, one module a deed."""
