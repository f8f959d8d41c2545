"""A partner network a real team could have, generated from a seed."""
