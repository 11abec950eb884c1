"""The walks through the rooms, and the command line. The only importer of Prefect."""
