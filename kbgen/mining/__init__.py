"""Conversations in, topics out: questions, features, neighbours, communities, identity, ranking."""
