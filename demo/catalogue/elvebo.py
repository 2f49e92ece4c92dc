"""The activities at Elvebo nursing home: a closed wing, and an activity that two would like."""

from demo.catalogue.plans import Plan

AT_ELVEBO = (
    Plan(
        "river_walk", "elvebo", "social", "Walk along the river", "organisation", "trekking",
        (0, 3), "11:00", "12:30", (2, 4), "The bench by the main door",
        "Out, whatever the weather, for those who can walk or be pushed.",
        "Pushes a wheelchair or lends an arm along the river path; dresses for the weather.",
    ),
    Plan(
        "singing", "elvebo", "culture", "Songs known by heart", "unit", "",
        (6,), "15:00", "16:30", (2, 3), "The winter garden",
        "Songs that everybody knows by heart.",
        "Chooses songs together with residents and sings with them.",
        is_open=True,
    ),
    Plan(
        "film", "elvebo", "culture", "Film and conversation", "divided", "havna",
        (4,), "17:30", "20:00", (1, 2), "The winter garden",
        "A film in good company, and time to talk about it.",
        "Shows the film, serves something to drink and stays for the talk.",
    ),
    Plan(
        "elvebo_visits", "elvebo", "visiting", "Visitors at Elvebo", "organisation", "red_cross",
        (2,), "13:00", "15:00", (2, 5), "The information board in the hall",
        "Somebody from outside who has time.",
        "Visits one resident each time, and keeps coming.",
        asks_for="train_lone_visit",
    ),
    Plan(
        "dance", "elvebo", "exercise", "Dance to old tunes", "together", "lively",
        (1,), "14:00", "15:30", (2, 4), "The dining hall",
        "Dancing, also sitting down.",
        "Asks people to dance, moves chairs aside and back, looks after the music.",
    ),
    Plan(
        "greenhouse", "elvebo", "social", "Greenhouse group", "unit", "",
        (2, 5), "10:30", "12:00", (1, 2), "The greenhouse behind the house",
        "Something that grows, and hands in the soil.",
        "Plants, waters and picks together with residents.",
        ward="River wing",
    ),
    Plan(
        "lunch", "elvebo", "mealtime_company", "Lunch guests", "divided", "parish",
        (1, 4), "12:00", "13:00", (1, 2), "The dining hall",
        "A guest at the table makes a weekday meal an occasion.",
        "Has lunch with residents at their table.",
    ),
    Plan(
        "bingo", "elvebo", "social", "Bingo evening", "unit", "",
        (0,), "18:00", "19:30", (1, 3), "The winter garden",
        "An evening that many wait for all week.",
        "Calls the numbers slowly, helps those who see badly, carries the prizes.",
        ward="Garden wing", is_open=True,
    ),
    Plan(
        "reading", "elvebo", "culture", "Reading aloud", "unit", "",
        (0, 3), "16:00", "17:00", (1, 1), "The sitting room of the river wing",
        "Stories and poems for people who can no longer read by themselves.",
        "Reads aloud, from the shelf here or from a book brought along.",
        ward="River wing",
    ),
)  # fmt: skip
