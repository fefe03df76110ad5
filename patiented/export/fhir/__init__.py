"""An edition as an HL7 FHIR R5 document: plain data, no library behind it.

`bundle` joins a `Composition` with what it points at; the text stands in the narratives of its
sections. See docs/fhir.md for what stands where and why.
"""
