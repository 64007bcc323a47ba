# ruff: noqa: E501
"""Invented reports of invented events in the invented country XXA, in six languages, and how to store them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from db.store.store import Store
from records.news import NewsItem
from records.readings import NewsReading

SEEN = datetime(2026, 3, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    #: Name of the event, which the program never sees.
    event: str
    outlet: str
    lang: str
    #: Day of March 2026 on which it was published, and on which the event was as stated (0: not stated).
    day: int
    happened: int
    title: str
    summary: str
    district: str = ""
    toll: int | None = None
    violation: str = "attacks_schools_hospitals"
    kind: str = "incident"


SCHOOL = [
    Report("school", "Karvelia Post", "en", 3, 2, "Shelling hits primary school in Velmora, nine pupils killed",
           "Nine pupils and a teacher were killed on Monday when shells struck the Lindar primary school in Velmora, "
           "health workers in the northern city said.", "Velmora", 9),
    Report("school", "Northern Herald", "en", 3, 2, "Nine children die as shells strike Velmora school",
           "At least nine children died on Monday after artillery fire hit the Lindar school in Velmora during "
           "morning classes, according to medics.", "Velmora", 9),
    Report("school", "Le Courrier de Karvélie", "fr", 3, 2, "Neuf élèves tués dans le bombardement d'une école à Velmora",
           "Neuf élèves et une enseignante ont été tués lundi par des obus tombés sur l'école primaire Lindar à "
           "Velmora, selon des soignants.", "Velmora", 9),
    Report("school", "El Heraldo del Norte", "es", 3, 2, "Nueve alumnos muertos al caer proyectiles en una escuela de Velmora",
           "Nueve alumnos y una maestra murieron el lunes cuando la artillería alcanzó la escuela primaria Lindar de "
           "Velmora, según personal sanitario.", "Velmora", 9),
    Report("school", "Вести Карвелии", "ru", 3, 2, "При обстреле школы в Вельморе погибли девять учеников",
           "Девять учеников и учительница погибли в понедельник, когда снаряды попали в начальную школу Линдар в "
           "городе Вельмора, сообщили медики.", "Вельмора", 9),
    Report("school", "صوت كارفيليا", "ar", 3, 2, "مقتل تسعة تلاميذ في قصف مدرسة ابتدائية في فيلمورا",
           "قتل تسعة تلاميذ ومعلمة يوم الاثنين عندما أصابت قذائف مدرسة ليندار الابتدائية في مدينة فيلمورا، بحسب عاملين "
           "في القطاع الصحي.", "فيلمورا", 9),
    Report("school", "卡维利亚新闻", "zh", 3, 2, "韦尔莫拉一所小学遭炮击 九名学生丧生",
           "医护人员说，周一炮弹击中北部城市韦尔莫拉（Velmora）的林达尔（Lindar）小学，九名学生和一名教师死亡。", "韦尔莫拉", 9),
]  # fmt: skip

OTHERS = [
    Report("second school", "Karvelia Post", "en", 6, 5, "Shelling hits another school in Velmora, four pupils killed",
           "Four pupils were killed on Thursday when shells struck the Torvan secondary school in Velmora, health "
           "workers in the northern city said.", "Velmora", 4),
    Report("second school", "Le Courrier de Karvélie", "fr", 6, 5, "Quatre élèves tués dans le bombardement d'un lycée à Velmora",
           "Quatre élèves ont été tués jeudi par des obus tombés sur le lycée Torvan à Velmora, selon des soignants.",
           "Velmora", 4),
    Report("abduction", "Northern Herald", "en", 4, 3, "Gunmen take fourteen boys from village near Ostrany",
           "Fighters of the Orlan Front took fourteen boys from the village of Keshti near Ostrany on Tuesday night, "
           "elders said, and drove them towards the hills.", "Ostrany", 14, "abduction"),
    Report("abduction", "Вести Карвелии", "ru", 4, 3, "Боевики увезли четырнадцать мальчиков из деревни под Остранами",
           "Бойцы «Орланского фронта» во вторник ночью увезли четырнадцать мальчиков из деревни Кешти близ Остран, "
           "рассказали старейшины.", "Остраны", 14, "abduction"),
    Report("clinic", "Karvelia Post", "en", 3, 2, "Air strike damages maternity clinic in Ostrany",
           "An air strike on Monday damaged the maternity clinic of Ostrany; two newborns were moved to another town, "
           "the ministry of health said.", "Ostrany", None),
    Report("report", "Karvelia Post", "en", 10, 0, "Rights group: recruitment of children rises in Karvelia",
           "The number of boys recruited by armed groups in Karvelia doubled within a year, a rights group says in its "
           "annual report.", "", None, "recruitment_use", "statement_or_report"),
    Report("access", "El Heraldo del Norte", "es", 12, 11, "Bloquean un convoy con vacunas para niños en el sur de Karvelia",
           "Un convoy con vacunas infantiles fue detenido el miércoles por hombres armados en el cruce de Mirova, "
           "informó la misión humanitaria.", "Mirova", None, "denial_humanitarian_access"),
]  # fmt: skip


def save(store: Store, report: Report, number: int = 0, when: datetime = SEEN) -> None:
    item = NewsItem(
        source="sample_press",
        title=report.title,
        url=f"https://news.example/{report.outlet}/{report.event}/{report.day}/{number}".replace(" ", "-"),
        summary=report.summary,
        published=datetime(2026, 3, report.day, 9, tzinfo=UTC),
        lang=report.lang,
        outlet=report.outlet,
        sample=True,
    )
    reading = NewsReading(
        report.lang, True, True, True, (report.violation,), ("XXA",),
        districts=(report.district,) if report.district else (),
        kind=report.kind,  # type: ignore[arg-type]
        score=0.9,
        victims_min=report.toll,
        victims_max=report.toll,
        event_date=date(2026, 3, report.happened) if report.happened else None,
    )  # fmt: skip
    store.save_news(item, reading, "0" * 64, when)
