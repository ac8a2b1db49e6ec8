"""What `scripts/bench_site` is made of: the pages, the programs that build them, and how they are measured."""
