"""Reading: a story becomes a Doc, the story with layers. One small encoder feeds every layer."""
