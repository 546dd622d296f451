"""Prefect flows over the core; the core knows nothing of them."""
