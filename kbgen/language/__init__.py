"""Text in, text out: folding, sentences, tokens, question forms. Knows Korean and English, and nothing of kbgen's rooms."""
