"""Texts that activities of one type have in common."""

DOES_NOT = {
    "culture": "No help with the toilet, lifting or medicine. Fetch somebody from the staff.",
    "social": "No lifting and no medicine. Nobody leaves the agreed round alone.",
    "visiting": "No care, no medicine and no money. Ring the contact if something worries you.",
    "exercise": "No lifting and no treatment. Stop if somebody is in pain, and tell the staff.",
    "meal_delivery": "No cooking, no medicine and no keys. If nobody opens, ring the contact.",
    "mealtime_company": "No feeding of people who have difficulty swallowing: staff do that.",
}
INDUCTION = {
    "culture": "Half an hour on the first day: the house, the fire doors, confidentiality.",
    "social": "A round with somebody experienced, and half an hour on the house and its rules.",
    "visiting": "An evening course, then two visits together with an experienced volunteer.",
    "exercise": "An hour with the physiotherapist before the first time.",
    "meal_delivery": "One tour together with a driver who knows it.",
    "mealtime_company": "One meal together with staff, and a short talk about food safety.",
}
UNIT_PAYS = "Bus tickets and coffee. Give receipts to the reception."
PARTNER_PAYS = "{partner} refunds bus tickets and petrol, by form each month."
