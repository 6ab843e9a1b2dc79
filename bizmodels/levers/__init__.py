"""What a firm can move: one module a lever. They load on first use (``bizmodels.levers.network_effects``)."""
