"""Device and needles: what pierced which zone, how deep, how often, to which endpoint (clinical.md 5.2, 5.6)."""
