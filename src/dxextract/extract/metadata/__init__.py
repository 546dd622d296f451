"""What a plan says of itself: title, municipality, dates, period, vision, plans beside it."""
