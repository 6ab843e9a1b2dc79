"""The rules of the pilot for a brand with its own shop, written again in plain Python: one future, one number at a time.

The peer of ``tools.bench.pilot``, and an independent reading of the rules for the tests (``test_pilot_plain.py``).
"""

from __future__ import annotations

from bizmodels.pilot.rules import FALL, FAR, FEE, INTEREST, Rules

CROSS, SPENT, STAY, VAT = 0.5, 0.2, 0.5, 0.2


def margin(v: dict, commission: float) -> float:
    """What one order leaves (€ HT), as lesson 02 counts it."""
    ht = v["basket"] / (1 + VAT)
    kept = (1 - v["return_rate"]) * (ht - v["cogs"]) - v["return_rate"] * (1 - v["resale"]) * v["cogs"]
    return (
        kept
        - v["return_rate"] * v["return_cost"]
        - v["shipping"]
        - (v["payment_fee"] + commission) * v["basket"]
    )


def settings(rules: Rules, truth: dict, blows: list, day: dict, quarter: int | None) -> dict:
    """The firm of one quarter; ``quarter`` None: a calm market."""
    firm, channel = rules.firm, rules.channel
    v = dict(firm.values())
    for name in v:
        v[name] = truth.get(name, v[name]) if name not in ("price", "acquisition") else v[name]
    for name in day["levers"]:
        for setting, shift in rules.levers[name].moved(firm).items():
            v[setting] = shift.of(v[setting], truth[name])
        v["fixed_costs"] += rules.lever_costs[name]
    v["churn"] = min(v["churn"], 1.0)
    for risk, begin, end, force, monthly in blows:
        elsewhere = risk.name in ("Hausse de commission", "Suspension de compte")
        if quarter is not None and begin <= quarter < end and (day["open"] or not elsewhere):
            for setting, shift in risk.moved(firm).items():
                low, high = type(firm).__params__[setting].low, type(firm).__params__[setting].high
                v[setting] = min(max(shift.of(v[setting], risk.strength * force), low), high)
            v["fixed_costs"] += monthly * force
    won = (
        firm.new_customers * firm.cac / v["cac"] * (day["acquisition"] / rules.budget) ** truth["acquisition"]
    )
    price = day["price"]
    v["basket"] *= price
    v["churn"] = min(v["churn"] * price ** (truth["regulars"] * (1 if price > 1 else FALL)), 1.0)
    won *= price ** -truth["price"]
    if quarter is not None:
        won *= day["demand"]
        won *= day["rival_price"] ** (CROSS * truth["price"]) * max(day["rival_spent"], 0.05) ** -SPENT
        v["churn"] *= day["rival_price"] ** -STAY
    v["churn"] = min(v["churn"], 1.0)
    won = max(won, 1e-9 * channel.won + 1e-9)
    v["share"] = v["marketplace_share"] * channel.won / won if day["open"] else 0.0
    v["diverted"] = min(v["cannibalization"], (1 - 1e-6) / max(v["share"], 1.0))
    v["channel_subscription"] *= day["open"]
    v["days"] = (
        v["working_capital_days"] - firm.working_capital_days + channel.days + channel.waits * day["open"]
    )
    v["won"] = won
    return v


def months(v: dict, stock: tuple[float, float], advertising: float, won: float, count: int):
    """Month after month: customers of the shop and of the marketplace, revenue, variable costs, acquisition."""
    own, other = stock
    first = (1 / v["orders_per_month"] if v["orders_per_month"] else 1.0) - 1
    kept, came = won * (1 - v["diverted"] * v["share"]), won * v["share"]
    sale = v["orders_per_month"] * (1 - v["return_rate"]) * v["basket"] / (1 + VAT)
    cost, dearer = (sale - v["orders_per_month"] * margin(v, rate) for rate in (0.0, v["commission_rate"]))
    for _ in range(count):
        own, other = own * (1 - v["churn"]) + kept, other * (1 - v["marketplace_churn"]) + came
        on_site, there = own + kept * first, other + came * first
        bill = advertising / 3 + came * v["marketplace_cac"] if won else 0.0
        yield own, other, (on_site + there) * sale, on_site * cost + there * dearer, bill


def value(rules: Rules, v: dict, stock: tuple[float, float]) -> float:
    """What the customers there will still leave, as ``Rules._value``."""
    keep = (1 + v["discount_rate"]) ** (-1 / 12)
    added, total, weight, most, left = v["fixed_costs"] - rules.firm.fixed_costs, 0.0, 1.0, 1e-9, 0.0
    for own, other, revenue, variable, _ in months(v, stock, 0.0, 0.0, FAR):
        weight *= keep
        most = max(most, own + other)
        left = revenue - variable - added * (own + other) / most
        total += weight * left
    stays = keep * max(1 - v["churn"], 0)
    return max(total + weight * left * stays / max(1 - stays, 1e-9), 0.0)


def play(rules: Rules, fate, decisions: list[dict]) -> tuple[float, float, float]:
    """Account, debt and worth after these decisions (lists of ``given()`` mappings), in the first future of ``fate``."""
    truth = {name: float(values[0]) for name, values in fate.truth.items()}
    kind, firm = int(fate.rival[0]), rules.firm
    blows = [
        (c.risk, float(c.begin[0]), float(c.end[0]), float(c.force[0]), c.risk.costs(rules.billed)[1])
        for c in fate.cards
    ]
    once = [c.risk.costs(rules.billed)[0] for c in fate.cards]
    at_start = settings(
        rules, truth, [], {"levers": [], "acquisition": rules.budget, "price": 1.0, "open": False}, None
    )
    sold = at_start["orders_per_month"] * (1 - at_start["return_rate"]) * at_start["basket"] / (1 + VAT)
    bank, debt, tied, stock = rules.opening, 0.0, 0.0, (firm.starting_customers, 0.0)
    day = {
        "levers": [],
        "price": 1.0,
        "acquisition": rules.budget,
        "open": False,
        "rival_price": 1.0,
        "rival_spent": 1.0,
    }
    rivals, share0 = 1.5 * firm.starting_customers, 0.4
    share = share0
    for quarter, decision in enumerate(decisions, start=1):
        before_price, before_spent = day["price"], day["acquisition"] / rules.budget
        felt = before_price ** (CROSS * 1.5) * max(before_spent, 0.05) ** -SPENT
        provoked = before_price <= 0.95 or share - share0 >= 0.02
        goals = [
            (1.0, min(max(felt**2.5, 0.25), 4.0), 0.5),
            (before_price, before_spent, 1.0),
            (0.9 if provoked else 1.0, 1.5 if provoked else 1.0, 1.0),
        ]
        price, spent, pace = goals[kind]
        day["rival_price"] += pace * (price - day["rival_price"])
        day["rival_spent"] += pace * (spent - day["rival_spent"])
        day["price"] = decision.get("price", day["price"])
        day["acquisition"] = decision.get("acquisition", day["acquisition"])
        day["demand"] = float(fate.demand[quarter - 1, 0])
        if lever := decision.get("lever"):
            day["levers"] = (
                [n for n in day["levers"] if n != lever]
                if lever in day["levers"]
                else [*day["levers"], lever]
            )
        opens = decision.get("channel") == "ouvrir" and not day["open"]
        day["open"] = opens or (day["open"] and decision.get("channel") != "fermer")
        raised = decision.get("raised", 0.0)
        bank += raised - FEE * max(raised, 0) - (rules.channel.setup if opens else 0.0)
        debt = debt * (1 + INTEREST) ** 0.25 + raised
        if decision.get("test"):
            bank -= (
                rules.revenue
                / 2
                * {"petit": 0.01, "moyen": 0.04, "grand": 0.16}[decision.get("size", "moyen")]
            )
        for (risk, begin, _, force, _), paid in zip(blows, once, strict=True):
            there = day["open"] or risk.name != "Suspension de compte"
            bank -= paid * force if begin == quarter and there else 0.0
        v = settings(rules, truth, blows, day, quarter)
        low = bank
        for own, other, revenue, variable, bill in months(v, stock, day["acquisition"], v["won"], 3):
            now = v["days"] / 30 * revenue - v["days"] / 30 * firm.starting_customers * sold
            bank += revenue - variable - bill - v["fixed_costs"] - v["channel_subscription"] + tied - now
            tied, stock, low = now, (own, other), min(low, bank)
        if low < 0:
            return bank, debt, -debt
        spent_now = day["acquisition"] / rules.budget
        for _ in range(3):
            pull = day["price"] ** (CROSS * truth["price"]) * max(spent_now, 0.05) ** -SPENT
            won = 1.5 * firm.churn * firm.starting_customers * day["rival_price"] ** -truth["price"]
            rivals = rivals * (1 - truth["churn"]) + won * day["rival_spent"] ** truth["acquisition"] * pull
        share = sum(stock) / (sum(stock) + rivals)
    return bank, debt, bank - debt + value(rules, settings(rules, truth, [], day, None), stock)
