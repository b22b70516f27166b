"""How the organ's line, which opens the preamble, is recognised."""

import re

# with the OCR readings that occur ("The Security Conncil")
NAMES = r"(?:Security\s+C\w+|General\s+Assembly|Economic\s+and\s+Social\s+Council)"
ORGAN = re.compile(rf"(?<![A-Za-z])The\s+{NAMES}\b", re.I)
ORGAN_LINE = re.compile(rf"^[\W_]*(?:The\s+)?{NAMES}[\W_]*$", re.I)
