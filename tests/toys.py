"""A model of fifteen lines, as a student would write it in a notebook."""

from typing import Annotated

from bizmodels import BusinessModel, Param, kpi


class Kiosk(BusinessModel):
    """A lemonade stand with a monthly pass."""

    price: Annotated[
        float, Param("Prix du passe", "€ HT / mois", step=0.5, soft=(0, 20), plausible=(4, 8))
    ] = 5.0
    cups: Annotated[float, Param("Verres servis", "par mois", step=1, soft=(0, 30))] = 10.0

    @kpi("Revenu par abonné", "€ / mois")
    def arpu(self):
        return self.price

    @kpi("Coût par abonné", "€ / mois")
    def cost_to_serve(self):
        return 0.2 * self.cups
