"""What is drawn over times: bars, arrows and lanes, as rows and columns with bars bound to them."""
