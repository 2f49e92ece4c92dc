"""Names to put together. No pair is taken from a real person."""

from random import Random

ELDER = (
    "Aase Alf Anker Asbjørg Astrid Birger Bjarne Bodil Borghild Dagny Edvin Egil Einar Eldbjørg "
    "Elsa Erling Finn Fredrik Frøydis Gudrun Gunnar Halvard Harald Helge Hjørdis Håkon Ivar "
    "Johanne Kåre Klara Leif Magnhild Margit Odny Oddvar Olaug Oskar Petra Ragnhild Reidar "
    "Rolf Rigmor Signe Sigurd Solveig Steinar Sverre Torbjørg Torleif Trygve Valborg Wenche Åse"
).split()
YOUNGER = (
    "Ahmed Aleksander Amina Andrea Benjamin Camilla Daniel Eirik Elin Emma Espen Fatima Hanna "
    "Henrik Ida Jakub Jonas Julie Karoline Kristian Lina Magnus Maria Martin Mathilde Nora "
    "Oliver Petter Samira Sander Silje Sindre Stine Thea Tobias Yusuf"
).split()
FAMILY = (
    "Aksnes Almås Bergset Bjerkan Brattli Brekke Bråten Dalen Ekeland Elvestad Engen Fossli "
    "Furuseth Granlund Grindheim Hagen Hamnes Haugland Heggelund Hellevik Hjelle Holten Høyland "
    "Kleppe Kvam Langli Lillebø Løkken Myhre Myklebust Nesset Nordgård Nygård Oppedal Rognli "
    "Rustad Sandnes Sjøvold Skogli Skår Slettan Sollien Steinsvik Storhaug Strandli Sæther "
    "Tangen Teigen Tveit Ulvik Vangen Vestby Vikane Ystad Ødegård Åsheim"
).split()

_STARTS = "Berg Bjør Dal Eid Fjell Fur Gran Hav Heim Lang Lund Nord Ram Sand Skog Sol Stor Sund"
_ENDS = "bu dal eid fjord haug heim hov land lia løkken mo nes seter sjø stad sund vang vik vær ås"
TOWNS = [
    name
    for end in _ENDS.split()
    for start in _STARTS.split()
    if (name := f"{start}{end}") != "Solvik" and start.lower() != end
]


def town(number: int) -> str:
    """The name of a municipality; the first is Solvik."""
    return "Solvik" if number == 0 else TOWNS[number - 1]


def different(random: Random, first_names: list[str], count: int, taken: set[str]) -> list[str]:
    """So many full names that nobody here has yet; they are added to `taken`."""
    found: list[str] = []
    while len(found) < count:
        name = f"{random.choice(first_names)} {random.choice(FAMILY)}"
        if name not in taken:
            taken.add(name)
            found.append(name)
    return found
