"""The activities at Solbakken nursing home, where most of the story happens."""

from demo.catalogue.plans import APPROVE, DAILY, DRAFT, Plan

AT_SOLBAKKEN = (
    Plan(
        "walking", "solbakken", "social", "Walking group", "unit", "",
        (6, 0, 2), "10:00", "11:30", (2, 2), "Reception",
        "Fresh air and company for residents who like to be out of doors.",
        "Walks beside somebody on the path round the house, at their pace, and talks on the way.",
        skips_holidays=False,
    ),
    Plan(
        "coffee", "solbakken", "culture", "Coffee and singing", "coffee", "red_cross",
        (0, 3), "14:00", "16:00", (3, 3), "The sitting room on the ground floor",
        "An afternoon in the week with old songs, for everybody in the house.",
        "Sets the tables, serves coffee, sings along and helps people to find the page.",
        was_unit_alone=True, skips_holidays=False,
    ),
    Plan(
        "mealtime", "solbakken", "mealtime_company", "Mealtime company", "divided", "havna",
        DAILY, "17:00", "18:00", (1, 1), "The dining room of ward 2",
        "Nobody should have to eat alone. Company makes the meal longer and better.",
        "Sits at a table with two or three residents, eats along and keeps the talk going.",
        ward="Ward 2", other_days=((4, (2, 2)), (5, (2, 2))), skips_holidays=False,
    ),
    Plan(
        "visiting_friends", "solbakken", "visiting", "Visiting friends", "divided_recruit",
        "red_cross", (4,), "13:00", "15:00", (2, 4), "Reception",
        "A regular visitor for residents who have few.",
        "Visits the same resident each time: talks, reads the paper, looks at pictures.",
        mode=APPROVE, asks_for="train_lone_visit",
    ),
    Plan(
        "book_club", "solbakken", "culture", "Book club", "no_transport", "",
        (2,), "11:00", "12:30", (2, 3), "The library corner",
        "Reading together, a chapter at a time.",
        "Reads aloud in turns and asks what people think of it.",
    ),
    Plan(
        "garden_friends", "solbakken", "social", "Garden friends", "no_thanks", "",
        (5,), "10:00", "12:00", (2, 4), "The tool shed in the garden",
        "A garden that residents can use, and something to do in it.",
        "Waters, weeds and plants together with residents; indoors in the winter garden.",
        ward="Garden ward", is_open=True,
    ),
    Plan(
        "chair_exercise", "solbakken", "exercise", "Chair exercise", "volunteers", "",
        (3,), "10:00", "11:00", (1, 2), "The activity room",
        "Half an hour of movement to music, sitting down.",
        "Shows the movements with the physiotherapist's card and serves water afterwards.",
    ),
    Plan(
        "choir_evening", "solbakken", "culture", "Choir evening", "together", "choir",
        (1,), "18:30", "19:45", (4, 8), "The sitting room on the ground floor",
        "The choir rehearses here once a week, and whoever likes sits in.",
        "Sings, and sits among the residents rather than in front of them.",
        was_unit_alone=True,
    ),
    Plan(
        "breakfast", "solbakken", "mealtime_company", "Breakfast club", "none", "",
        (), "08:30", "10:00", (1, 2), "",
        "A slow breakfast on Saturdays for those who get up late.",
        "",
        ward="Ward 1", state=DRAFT,
    ),
    Plan(
        "hymns", "solbakken", "culture", "Hymns and coffee", "together", "parish",
        (5,), "16:00", "17:00", (1, 3), "The chapel room",
        "Well-known hymns for those who miss them.",
        "Plays or sings, hands out the sheets and stays for coffee.",
    ),
    Plan(
        "balance", "solbakken", "exercise", "Balance group", "together", "lively",
        (4,), "10:00", "11:00", (1, 2), "The activity room",
        "Safer steps, by practice and with a laugh.",
        "Stands beside one or two people during the exercises that the group leader shows.",
    ),
)  # fmt: skip
