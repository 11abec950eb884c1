"""What a mention is made of, recognised one kind at a time: quantities, labels, ranks. The text is never rewritten."""
