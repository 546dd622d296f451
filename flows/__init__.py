"""Prefect flows over the core; the core knows nothing of them. In an installed wheel this is `dxextract_flows`."""
