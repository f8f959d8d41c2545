"""Pictures of figures as SVG that stands in a page: shapes, scales, charts. Pure.

Colours are classes of the page's own styles; no attribute `style`, no script: a page whose policy
is `style-src 'self'` shows all of it.
"""
