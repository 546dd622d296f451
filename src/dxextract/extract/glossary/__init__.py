"""Terms and what they mean, from tables and lists."""
