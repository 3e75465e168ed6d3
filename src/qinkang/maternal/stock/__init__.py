"""The mechanics of the stock: who holds, which letters may be used, and the one way to change a sheet's state."""
