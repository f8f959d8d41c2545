"""How it reads: letters as subject, text and HTML. Pure."""
