"""The baskets that lesson 16 and its exercise read: The Complete Journey, one line a basket and an aisle, in French.

Its package declares the data simulated from real purchases of an American grocery chain: they teach, they prove nothing
about a market.
"""

from __future__ import annotations

from functools import cache

from bizmodels.facts.datasets import load_complete_journey
from bizmodels.french import unknown_in
from bizmodels.lazy import pd

__all__ = ["tickets"]

SOURCE = "The Complete Journey (84.51°), supermarchés des États-Unis, 2017 ; données simulées d’après des achats réels."

# « COUPON/MISC ITEMS » is what the till could not name.
_NO_AISLE = "COUPON/MISC ITEMS"

# The aisles of more than one basket in a hundred, and the rare ones of organic food whose lifts are the highest. The
# others keep the name of the data set.
NAMES = {
    "SOFT DRINKS": "Sodas",
    "FLUID MILK PRODUCTS": "Lait",
    "BAKED BREAD/BUNS/ROLLS": "Pain de mie",
    "CHEESE": "Fromage",
    "BAG SNACKS": "Chips",
    "BEEF": "Bœuf",
    "TROPICAL FRUIT": "Bananes et fruits exotiques",
    "EGGS": "Œufs",
    "REFRGRATD JUICES/DRNKS": "Jus frais",
    "COLD CEREAL": "Céréales",
    "LUNCHMEAT": "Jambon en tranches",
    "SOUP": "Soupe",
    "CANDY - CHECKLANE": "Bonbons de caisse",
    "FRZN MEAT/MEAT DINNERS": "Plats de viande surgelés",
    "FROZEN PIZZA": "Pizza surgelée",
    "CRACKERS/MISC BKD FD": "Biscuits salés",
    "VEGETABLES - SHELF STABLE": "Légumes en conserve",
    "CANDY - PACKAGED": "Bonbons en sachet",
    "ICE CREAM/MILK/SHERBTS": "Glaces",
    "CANNED JUICES": "Jus en brique",
    "MILK BY-PRODUCTS": "Crème et fromage blanc",
    "BAKED SWEET GOODS": "Gâteaux emballés",
    "CONDIMENTS/SAUCES": "Ketchup, moutarde, sauces",
    "YOGURT": "Yaourts",
    "WATER - CARBONATED/FLVRD DRINK": "Eau",
    "DELI MEATS": "Charcuterie à la coupe",
    "SALD DRSNG/SNDWCH SPRD": "Sauces pour salade",
    "COOKIES/CONES": "Biscuits sucrés",
    "VEGETABLES - ALL OTHERS": "Autres légumes frais",
    "SALAD MIX": "Salade en sachet",
    "TOMATOES": "Tomates",
    "ONIONS": "Oignons",
    "POTATOES": "Pommes de terre",
    "BEERS/ALES": "Bière",
    "CHICKEN": "Poulet",
    "HISPANIC": "Cuisine mexicaine",
    "CONVENIENT BRKFST/WHLSM SNACKS": "Barres de céréales",
    "REFRGRATD DOUGH PRODUCTS": "Pâtes à cuire",
    "DRY NOODLES/PASTA": "Pâtes",
    "BATH TISSUES": "Papier toilette",
    "MEAT - SHELF STABLE": "Viande en conserve",
    "MARGARINES": "Margarine",
    "APPLES": "Pommes",
    "FRUIT - SHELF STABLE": "Fruits en conserve",
    "DINNER MXS:DRY": "Plats à préparer",
    "DRY BN/VEG/POTATO/RICE": "Riz et légumes secs",
    "FRZN VEGETABLE/VEG DSH": "Légumes surgelés",
    "PORK": "Porc",
    "COFFEE": "Café",
    "PASTA SAUCE": "Sauce pour pâtes",
    "CHEESES": "Fromage à la coupe",
    "BAKING MIXES": "Préparations pour gâteaux",
    "FD WRAPS/BAGS/TRSH BG": "Film et sacs",
    "HOT DOGS": "Saucisses à hot-dog",
    "BACON": "Bacon",
    "CIGARETTES": "Cigarettes",
    "BREAKFAST SAUSAGE/SANDWICHES": "Saucisses du petit déjeuner",
    "CITRUS": "Agrumes",
    "FRZN NOVELTIES/WTR ICE": "Glaces à l’eau",
    "VEGETABLES SALAD": "Crudités",
    "PAPER TOWELS": "Essuie-tout",
    "BAKING NEEDS": "Aides à la pâtisserie",
    "PNT BTR/JELLY/JAMS": "Confiture",
    "GRAPES": "Raisin",
    "SUGARS/SWEETNERS": "Sucre",
    "DINNER SAUSAGE": "Saucisses",
    "BERRIES": "Fruits rouges",
    "BEANS - CANNED GLASS & MW": "Haricots en conserve",
    "SPICES & EXTRACTS": "Épices",
    "SALAD BAR": "Salades au poids",
    "MEAT - MISC": "Autres viandes",
    "LAUNDRY DETERGENTS": "Lessive",
    "PEPPERS-ALL": "Poivrons",
    "CARROTS": "Carottes",
    "FROZEN MEAT": "Viande surgelée",
    "SHORTENING/OIL": "Huile",
    "HAIR CARE PRODUCTS": "Shampoing",
    "FRZN POTATOES": "Frites surgelées",
    "ORAL HYGIENE PRODUCTS": "Dentifrice",
    "DOG FOODS": "Nourriture pour chien",
    "CAT FOOD": "Nourriture pour chat",
    "CAT LITTER": "Litière pour chat",
    "FROZEN BREAD/DOUGH": "Pain surgelé",
    "DRY SAUCES/GRAVY": "Sauces en poudre",
    "BUTTER": "Beurre",
    "DOMESTIC WINE": "Vin",
    "BROCCOLI/CAULIFLOWER": "Brocoli et chou-fleur",
    "LAUNDRY ADDITIVES": "Adoucissant",
    "DIAPERS & DISPOSABLES": "Couches",
    "BABY FOODS": "Petits pots",
    "BABY HBC": "Soins du bébé",
    "INFANT FORMULA": "Lait infantile",
    "SEAFOOD-FRESH": "Poisson frais",
    "SEAFOOD - FROZEN": "Poisson surgelé",
    "SEAFOOD - MISC": "Autres produits de la mer",
    "BAKING": "Farine bio",
    "NATURAL HBC": "Cosmétiques bio",
    "CONDIMENTS": "Condiments bio",
    "NON EDIBLE PRODUCTS": "Entretien bio",
    "BEVERAGE": "Boissons bio",
    "SNKS/CKYS/CRKR/CNDY": "Biscuits bio",
    "PREPARED/PKGD FOODS": "Plats bio",
    "FROZEN": "Surgelés bio",
    "REFRIGERATED": "Frais bio",
    "CEREAL/BREAKFAST": "Céréales bio",
    "CHIPS&SNACKS": "Chips bio",
    "DRY TEA/COFFEE/COCO MIX": "Thé et café bio",
    "COFFEE SHOP": "Café à emporter",
    "COFFEE SHOP SWEET GOODS&RETAIL": "Pâtisseries du café",
    "FLORAL-ACCESSORIES": "Accessoires de fleuriste",
    "FLORAL- HARD GOODS": "Vases",
    "FLORAL BALLOONS": "Ballons",
    "FLORAL-FOLIAGE PLANTS": "Plantes vertes",
    "GARDEN CENTER": "Jardinerie",
    "ROSES": "Roses",
    "EXOTIC GAME/FOWL": "Gibier",
    "LAMB": "Agneau",
    "PKG.SEAFOOD MISC": "Produits de la mer emballés",
    "FOOT CARE PRODUCTS": "Soins des pieds",
    "PROD SUPPLIES": "Fournitures pour fruits",
}


@cache
def _lines() -> pd.DataFrame:
    bought = load_complete_journey("transactions")[["basket_id", "product_id"]]
    aisles = load_complete_journey("products")[["product_id", "product_category"]].dropna()
    aisles = aisles[aisles["product_category"] != _NO_AISLE]
    names = aisles["product_category"].map(lambda code: NAMES.get(code, code)).astype("category")
    lines = pd.DataFrame(bought).merge(
        pd.DataFrame({"product_id": aisles["product_id"], "item": names}), on="product_id"
    )
    lines = lines[["basket_id", "item"]].rename(columns={"basket_id": "basket"}).drop_duplicates()
    return lines.sort_values(["basket", "item"], ignore_index=True)


def tickets() -> pd.DataFrame:
    """One year of baskets, one line for each aisle that a basket holds: columns ``basket`` (number) and ``item`` (aisle).

    Aisles are named in French where ``NAMES`` has them. Read once a session (about two seconds, 400 MB while it lasts).

    Raises:
        LearnerError: the package of the data set is missing, or its file is not the one that was checked.

    >>> bm.levers.grocery.NAMES["LAUNDRY DETERGENTS"]
    'Lessive'
    """
    return _lines().copy(deep=False)


def __getattr__(name: str):
    raise unknown_in("levers.grocery", name, __all__)
