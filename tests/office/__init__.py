"""Plans of invented municipalities as real Office files (Word, Excel, PowerPoint), made into PDFs by LibreOffice.

Development only: `python -m tests.office FAMILY SEED …` writes, converts, extracts and scores them; the fixtures beside
this file are some of them with their gold, so that the tests run without LibreOffice.
"""
