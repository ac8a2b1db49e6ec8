"""Topics and notices in, pages out: claims with evidence, answers, steps, templates."""
