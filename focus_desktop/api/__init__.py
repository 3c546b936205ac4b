"""The HTTP API: the documented operations, served on 127.0.0.1 to programs that know the token."""
