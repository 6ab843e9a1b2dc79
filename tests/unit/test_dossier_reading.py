"""What the sentences of a dossier say: the decision, a source, who lends; and what the figures answer."""

import io

import pytest

import bizmodels as bm
from bizmodels.dossiers import own_class, reading, rubric
from bizmodels.dossiers.content import gather
from bizmodels.dossiers.decision import GIVE_UP, LAUNCH, WAIT, read
from bizmodels.dossiers.given import AGAINST, UNCLEAR
from bizmodels.dossiers.given import read as given
from tests.unit.test_dossier import FIRM, GOOD, Workshop

L, W, G = LAUNCH, WAIT, GIVE_UP
SENTENCES = {
    "Lancer, mais pas avant mai.": L,
    "Ne pas lancer.": W,
    "Attendre mars.": W,
    "No-go": G,
    "Go !": L,
    "Bof": None,
    "Nous ouvrirons en mai": L,
    "On ne lance pas.": W,
    "Je ne lance pas tant que l’usage n’est pas mesuré.": W,
    "Nous n’ouvrons pas.": W,
    "Sans attendre, lancer.": L,
    "Pas question d’attendre : lancer.": L,
    "Il ne faut pas renoncer : lancer.": L,
    "Nous lançons en mai.": L,
    "Mesurer le prix d’abord, lancer ensuite.": W,
    "Lancer si 50 inscrits à 19 € ; sinon attendre.": W,
    "Lancer à 15 € : ma tante avance 90 000 € jusqu’au mois 72, elle est avertie.": L,
    "Nous ne lancerons pas.": W,
    "Je ne démarre pas": W,
    "Lancer n'est pas raisonnable.": W,
    "Ouvrir ? Non.": W,
    "Le lancement attendra.": W,
    "Le CAC n'est pas trop haut : on lance.": L,
    "Le marché ne fait pas peur : on lance.": L,
    "Sans attendre : lancer": L,
    "Rien n'arrête ce projet : lancer.": L,
    "Nous lançons en mars.": L,
    "Annuler.": G,
    "Renoncer.": G,
    "Lancer, car attendre coûte cher.": L,
    "Attendre : le prix et l’usage ne sont pas mesurés.": W,
    "Mesurer avant de lancer.": W,
    "Reporter le lancement.": W,
    "Renoncer à lancer.": G,
    "Lancer tout de suite.": L,
    "Rien ne presse : attendre.": W,
    "Ne pas attendre et lancer": L,
    "Lancer, même si c'est risqué.": L,
    "Oui.": L,
    "Non.": G,
    "On n'attend pas, on lance.": L,
    "Lancer ou attendre.": None,
    "Je ne lance que le 3 mai.": L,
    "Pas de lancement.": W,
    "Rien n'empêche de lancer.": L,
    "J'attends d'avoir mesuré le prix.": W,
    "Abandonner le projet": G,
    "On lance pas.": W,
    "Lancement en mai": L,
    "Ne lancez surtout pas": W,
    "Je décide d'attendre": W,
    "Je décide de ne pas lancer": W,
    "Il est trop tôt pour lancer": W,
    "Je lance parce que rien ne presse d'attendre": L,
    "Lancer avec 30 000 € réunis.": L,
    "Nous ouvrons, avec 300 clients attendus.": L,
    "Lancer dès que 50 inscrits.": W,
    "Peut-être.": None,
    "Nous renonçons.": G,
    "Je n'abandonne pas : je lance.": L,
    "Je ne renonce pas.": None,
    "Attendre, puis lancer.": W,
    "Le projet n'est pas à lancer.": W,
    # Stops, studies, refusals: what an unkind reader wrote
    "Lancer tout de suite, et arrêter si moins de 50 inscrits en juin.": L,
    "Lancer, puis s'arrêter si l'attrition dépasse 6 %.": L,
    "Lancer, d'abord dans un seul quartier.": L,
    "Lancer tout de suite une fois pour toutes.": L,
    "On lance quand même, si petit soit-il.": L,
    "Lancer serait une erreur : le prix n'est pas mesuré.": W,
    "Je refuse de lancer à 15 €.": W,
    "Impossible de lancer à ce prix.": W,
    "Je déconseille de lancer.": W,
    "Il serait fou de lancer.": W,
    "On ne lancera qu'après 50 inscrits.": W,
    "Ne lancer qu'à 20 €.": W,
    "Commencer par mesurer l'usage pendant trois mois.": W,
    "Lancer une enquête de trois mois auprès de 100 cyclistes, puis décider.": W,
    "Ouvrir une enquête auprès de cyclistes.": W,
    "Mesurer d'abord le prix et l'usage pendant trois mois.": W,
    "Suspendre le projet.": W,
    "Lancer. On arrête si l'attrition dépasse 6 %.": L,
    "Lancer, sauf imprévu.": L,
    "Attendre : lancer à 15 € creuse la caisse.": W,
    "Non, on ne lance pas.": W,
    "Nous nous lancerons quand le prix sera mesuré.": W,
    "Lancer dès que possible.": L,
    "Lancer seulement après 50 inscrits.": W,
    "Attendre un mois, mais lancer en mai.": None,
    "Lancer est une erreur.": W,
    "Ce serait une folie de lancer.": W,
    "Nous refusons d'ouvrir.": W,
    "Renoncer serait une erreur : lancer.": L,
    "Lancer : attendre serait une erreur.": L,
    "Attendre serait une erreur : on lance.": L,
    "On commence par un essai de trois mois.": W,
    "Lancer un essai de trois mois.": W,
    "Lancer, puis renoncer si l'attrition dépasse 6 %.": L,
    "Refuser le projet.": None,
    "Lancer sans hésiter.": L,
    "Lancer, et mesurer l'attrition chaque mois.": L,
    "Lancer, mais mesurer d'abord l'usage.": None,
    "J'hésite à lancer.": None,
    "Lancer n'aurait aucun sens.": W,
    "Lancer dans une seule ville, puis s'étendre si l'usage tient.": L,
    "Go, mais stop si moins de 30 clients.": L,
    "Lancer à 19 €, après une enquête auprès de 100 cyclistes.": W,
    "Lancer, mais seulement si 50 inscrits.": W,
    "Lancer, si 50 inscrits.": W,
    "Si 50 inscrits en juin, lancer.": W,
    "Attendre juin, et lancer si 50 inscrits à 19 €.": W,
    "Il vaut mieux attendre que lancer.": None,
    "Renoncer, sauf si un associé apporte 90 000 €.": G,
    "Il n'est pas impossible de lancer.": None,
}


@pytest.mark.parametrize(("sentence", "choice"), SENTENCES.items())
def test_how_a_decision_is_read(sentence, choice):
    assert read(sentence).choice == choice


def test_a_launch_under_a_condition_is_a_wait_and_says_so():
    found = read("Lancer si 50 inscrits à 19 €.")
    assert found.conditional
    assert "sous condition" in found.in_words


@pytest.mark.parametrize(
    "text",
    [
        "Enquête auprès de 12 cyclistes, mars 2026", "Carnet de l’atelier, 2025", "Essai de deux semaines, mars 2026",
        "Devis de loyer, mars 2026", "Devis du GAEC des Prés, 12 mars 2026", "Code général des impôts, article 278-0 bis", "Insee, 2024",
    ],
)  # fmt: skip
def test_a_source_says_who_and_when(text):
    assert reading.is_source(text)


@pytest.mark.parametrize(
    "text",
    [
        "abcd", "un ami", "Internet, 2024", "chatgpt 4", "le web", "au pif", "je pense", "abcd 2024", "devis", "Un ami, mars 2026",
        "Un pote du lycée, mars 2026", "Deviné tout seul devant mon écran, mars 2026", "Chiffre inventé pour remplir la case, 2026", "Au doigt mouillé, mars 2026",
        "ChatGPT, 12/03/2026", "vu sur internet en 2024", "Mon prof, 2025", "", "2026",
    ],
)  # fmt: skip
def test_what_nobody_finds_again_is_no_source(text):
    assert not reading.is_source(text)


def test_who_lends_and_until_when():
    assert reading.loan("Ma tante avance 90 000 € jusqu’au mois 72.") == reading.Loan(72, 90_000)
    assert reading.loan("La banque prête 80 k€ pour six ans.") == reading.Loan(72, 80_000)
    assert reading.loan("Mes parents avancent tout jusqu’en 2032.") == reading.Loan(None, None)
    assert reading.loan("Avec 30 000 € réunis.") is None
    assert reading.loan("La banque prête.") is None


@pytest.mark.parametrize(
    "said",
    [
        "Lancer : ma banque prête 90 000 € jusqu'au mois 72.",
        "Lancer avec un prêt de 90 000 € sur 72 mois.",
        "Lancer : la banque avance 90 000 € jusqu’au mois 72.",
        "Lancer : ma tante avance 90 000 € jusqu’au mois 72, elle est avertie.",
        "Mes parents avancent tout jusqu’en 2032.",
        "La banque prête 80 k€ pour six ans.",
        "La banque nous prêtera 90 000 € jusqu'au mois 72",
        "Ma tante m'avance 90 000 € jusqu'au mois 72",
        "J'emprunte 90 000 € à la banque pour 6 ans",
        "Un emprunt de 90 000 € sur 6 ans",
        "Ma tante apporte 90 000 €, rendus au mois 72",
        "Mes économies financent 90 000 € jusqu'au mois 72",
        "Avec 90 000 € prêtés par la banque jusqu'au mois 72",
        "Lancer, financé par ma tante jusqu'au mois 72",
    ],
)
def test_a_lender_who_lends(said):
    assert reading.loan(said) is not None


@pytest.mark.parametrize(
    "said",
    [
        "Lancer sans prêt ni banque : l'argent revient au mois 72.",
        "Lancer : aucune banque ne prête, mais l'argent revient dans 72 mois.",
        "Lancer : personne n'avance l'argent, la banque refuse, retour en 6 ans.",
        "Lancer, parce que le LTV/CAC vaut 5 ; la banque attendra 6 ans.",
        "Lancer, le LTV/CAC vaut 5, l'argent avancé revient au mois 72.",
        "La banque ne prête pas jusqu'au mois 72.",
        "Je suis prêt, dans 72 mois.",
        "La banque refuse de prêter ; au mois 72.",
        "La banque n’a jamais prêté à personne, mois 72",
        "Aucun prêt de la banque avant le mois 72",
    ],
)
def test_the_words_bank_and_loan_alone_lend_nothing(said):
    assert reading.loan(said) is None


# --- the decision against the figures ---------------------------------------------------------------------

SLOW = Workshop(
    new_customers=60, fixed_costs=4_800, churn=0.04, cac=35, setup_cost=18_000, visits=0.55
)  # 7 € a customer: 72 months


def decision(sentence, model=SLOW):
    content = gather(given(model, **{**GOOD, "decision": sentence}))
    mark = next(one for one in content.rubric if one.label.startswith("La décision"))
    kinds = [one.kind for one in content.problems if one.sentence.startswith("La décision")]
    return mark, kinds


def test_a_launch_that_says_who_lends_long_enough_is_coherent():
    assert decision("Lancer.")[1] == [AGAINST]
    assert decision("Lancer : ma tante avance 90 000 € jusqu’au mois 72.")[0].points == 3
    mark, kinds = decision("Lancer : ma tante avance 90 000 € jusqu’au mois 36.")
    assert (mark.points, kinds) == (0, [AGAINST])
    mark, kinds = decision("Lancer : ma tante avance 20 000 € jusqu’au mois 80.")
    assert (mark.points, kinds) == (0, [AGAINST])
    mark, kinds = decision("Lancer : ma tante avance 90 000 € jusqu’en 2040.")
    assert (mark.points, kinds) == (2, [UNCLEAR])


def test_money_that_never_comes_back_is_denied_whoever_lends():
    lost = SLOW.replace(visits=1.2)
    assert lost.steady_state_profit < 0
    mark, kinds = decision("Lancer : ma tante avance 900 000 € jusqu’au mois 200.", lost)
    assert mark.points == 0
    assert AGAINST in kinds
    assert decision("Attendre.", lost)[1] == [UNCLEAR]
    assert decision("Renoncer.", lost)[1] == []


def test_the_share_of_the_futures_below_zero_stands_in_the_line_and_counts():
    mark, kinds = decision("Lancer.", SLOW.replace(price=20.0))
    below = gather(given(SLOW.replace(price=20.0), **GOOD)).bands.below
    assert 0.1 < below < 0.5
    assert (mark.points, kinds) == (2, [UNCLEAR])
    assert f"{100 * below:.0f}" in mark.why
    assert "des futurs sous zéro" in mark.why


def test_what_word_order_does_not_settle_is_left_to_a_reader():
    mark, kinds = decision("Lancer ou attendre.")
    assert mark.points is None
    assert not kinds or kinds == [UNCLEAR]
    assert "commencez par Lancer" in mark.why
    assert decision("Bof.")[0].points == 0


def test_a_wait_is_never_denied_and_discussed_where_all_is_green():
    assert decision("Attendre.")[0].points == 3
    mark, kinds = decision("Attendre.", FIRM)
    assert (mark.points, kinds) == (2, [UNCLEAR])


def test_an_empty_dossier_does_not_earn_all_its_points():
    sources = dict.fromkeys(type(FIRM).__params__, "abcd")
    content = gather(
        given(FIRM, "x", "y", sources, GOOD["levers"], GOOD["risks"], "Attendre.", "Le 12 mars.")
    )
    assert rubric.total(content.rubric)[0] <= 8


def test_the_lowest_month_that_is_the_last_is_told():
    said = [one.sentence for one in gather(given(SLOW.replace(price=12.5), **GOOD)).problems]
    assert any("plus bas au mois 36" in one for one in said)
    assert not any("plus bas au mois 36" in one.sentence for one in gather(given(FIRM, **GOOD)).problems)


# --- sources of the course, VAT -----------------------------------------------------------------------------


def test_a_key_of_another_kind_or_value_earns_nothing_without_a_reason():
    def standing(model, name, text):
        return next(
            one.standing for one in gather(given(model, sources={name: text})).origins if one.name == name
        )

    assert standing(FIRM.replace(price=20.0), "price", "legal/vat_rate_standard") == "non dit"
    assert standing(FIRM.replace(cac=10.5), "cac", "Deezer/subscribers/2024-06") == "non dit"
    assert standing(FIRM.replace(churn=0.105), "churn", "Deezer/subscribers/2024-06") == "non dit"
    assert standing(bm.D2C(return_rate=0.1), "return_rate", "Etam/return_rate/2018") == "comparable"
    assert standing(bm.D2C(return_rate=0.2), "return_rate", "Etam/return_rate/2018") == "non dit"
    assert (
        standing(
            bm.D2C(return_rate=0.2),
            "return_rate",
            "Etam/return_rate/2018 : le double, nos tailles varient plus",
        )
        == "comparable"
    )


def test_the_vat_rate_stands_among_the_sources_and_is_the_learner_s_once_changed():
    class Baskets(Workshop):
        vat = bm.Constant("TVA", 0.055)

    found = {one.name: one for one in gather(given(FIRM, **GOOD)).origins}
    assert found["vat"].standing == "publié"
    assert not found["vat"].chosen
    again = type("Again", (Workshop,), {"vat": bm.Constant("TVA", 0.20)})
    assert gather(given(again())).origins[-1].standing == "publié"
    mine = gather(given(Baskets(), **GOOD))
    vat = next(one for one in mine.origins if one.name == "vat")
    assert vat.chosen
    assert any('"vat": "…"' in one.sentence for one in mine.problems)
    said = gather(given(Baskets(), sources={"vat": "Code général des impôts, article 278-0 bis"}))
    assert next(one.standing for one in said.origins if one.name == "vat") == "source de l’auteur"
    assert "5,5" in bm.dossier(Baskets()).page()


@pytest.mark.parametrize("name", ["vat", "tva"])
def test_a_vat_rate_given_as_a_setting_says_the_line_that_works(name):
    with pytest.raises(bm.LearnerError, match=r"vat = bm\.Constant\('TVA', 0\.055\)"):
        FIRM.replace(**{name: 0.055})
    with pytest.raises(bm.LearnerError, match="churn"):
        FIRM.replace(attrition=0.05)


# --- the rest -------------------------------------------------------------------------------------------------


def test_a_renamed_class_is_told_and_no_other():
    old = type("Atelier", (Workshop,), {"__module__": "__main__"})
    assert "Paniers" in own_class.renamed(old(), "class Paniers(bm.BusinessModel):\n    pass")
    assert own_class.renamed(old(), "class Atelier(bm.BusinessModel):\n    pass") == ""
    assert own_class.renamed(old(), "bm.dossier(x)") == ""
    assert own_class.renamed(old(), "class (") == ""
    assert own_class.renamed(bm.D2C(), "class Paniers: pass") == ""


def test_what_may_be_chosen_is_told_with_what_to_write():
    table = bm.choices(FIRM)
    for row in table.itertuples():
        found = eval(row.code, {"bm": bm})
        assert found.fits(FIRM)
        assert found.name == row.name
    assert "Offre avec pause" not in table["name"].tolist()
    assert not table["why"].eq("").any()
    with pytest.raises(bm.LearnerError, match="modèle"):
        bm.choices(bm.D2C)


def test_one_ranking_for_the_dossier_and_the_tornado():
    content = gather(given(FIRM, **GOOD))
    table = bm.sensitivity(FIRM, "steady_state_profit")
    names = [one for one in table["parameter"] if FIRM.values()[one]]
    assert [one.parameter for one in content.swings] == [
        one for one in names if one in {s.parameter for s in content.swings}
    ]


def test_the_workbook_reads_as_a_french_reader_expects():
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(bm.dossier(FIRM, **GOOD).workbook()))
    for sheet in book:
        for cell in (
            cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, float)
        ):
            assert cell.number_format != "General"
            assert round(cell.value, 4) == cell.value
    labels = [row[0].value for row in book["Synthèse"].iter_rows()]
    assert "Date" not in labels
    dated = load_workbook(io.BytesIO(bm.dossier(FIRM, **GOOD, date="mars 2026").workbook()))
    assert "Date" in [row[0].value for row in dated["Synthèse"].iter_rows()]


def test_a_risk_that_cannot_be_computed_leaves_the_others():
    content = gather(given(bm.SaaS(seats=0.0), **{**GOOD, "sources": {}, "risks": []}))
    assert not any("Error" in one.sentence for one in content.problems)


def test_files_bear_the_pseudonym():
    assert bm.dossier(FIRM, **GOOD).name == "26-dossier-renard-bleu"
    assert bm.dossier(FIRM).name == "26-dossier"
    assert bm.dossier(FIRM, author="a@b.fr").name == "26-dossier"
    assert bm.dossier(FIRM, author="É" * 200).name.startswith("26-dossier-eee")
