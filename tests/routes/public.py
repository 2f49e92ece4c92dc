"""Which routes are open without log-in, and which are tested elsewhere."""

ELSEWHERE = ("account_", "mfa_", "usersessions_", "demo-", "socialaccount_", "None")
"""allauth's own pages, tested by allauth; the demo's, which exist in the demo alone."""

PUBLIC: dict[str, str] = {
    "healthz": "alive or not",
    "readyz": "booleans only",
    "set_language": "keeps a cookie",
    "coordination:suggestion-create": "a form about one's own idea, where the unit wishes it",
    "coordination:suggestion-own": "one's own idea, behind a signed address",
    "coordination:question-answer": "one's own answer, behind a signed address",
    "coordination:mail-link": "a page with one button, behind a signed address",
    "coordination:person-join": "a first name and a button, behind a secret address",
    "coordination:wall": "first names on a unit's screen, behind a secret address",
    "coordination:tablet": "a form for a code, or first names to a paired device",
    "coordination:tablet-person": "a form for a code, to a paired device",
    "coordination:tablet-asked": "a form for a colleague's code, to a paired device",
    "coordination:tablet-called": "what a paired device noted, behind a signed address",
    "coordination:tablet-done": "what a paired device noted, behind a signed address",
    "volunteers:invitation-accept": "a page with one button, behind a secret address",
}
"""Open without log-in, and why that does no harm."""
