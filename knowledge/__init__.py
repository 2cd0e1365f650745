"""Files in, checked facts out: file -> text -> structure -> facts. Imports no sibling package."""
