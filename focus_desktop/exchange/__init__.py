"""What travels: files in and out, of our own formats and of other programs'. No database of ours."""
