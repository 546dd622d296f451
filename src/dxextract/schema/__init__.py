"""The plan schema (pydantic models), the hand-over types between stages, and the JSON Schema export."""
