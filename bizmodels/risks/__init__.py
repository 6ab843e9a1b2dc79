"""What can go wrong in connected commerce, one file a risk: returns, privacy, fraud, dependence, cash."""
