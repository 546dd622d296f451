"""dxextract: Japanese municipal DX plans, PDF or text, into one validated JSON document each."""
