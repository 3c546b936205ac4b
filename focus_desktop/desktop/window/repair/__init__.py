"""What the window shows when the store cannot be used."""
