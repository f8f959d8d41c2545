"""How partners are rated: KPIs, shrinkage, points, score, tier, lists, explanation."""
