"""YouTube Studio's files, with made-up videos: totals, footers, soft hyphens, languages, a false friend."""

import datetime as dt
import io
import zipfile

import pytest

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport

ENGLISH = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%)"
)
GERMAN = (
    "Vi­deo,Vi­deo­ti­tel,Ver­öf­fent­li­chungs­zeit­punkt des Vi­de­os,Auf­ru­fe,Wie­der­ga­be­zeit (Stun­den),"
    "Abon­nen­ten,Im­pres­sio­nen,Klick­ra­te der Im­pres­sio­nen (%)"
)
PORTUGUESE = (
    "Conteúdo,Título do vídeo,Horário de publicação do vídeo,Visualizações,Tempo de exibição (horas),Inscritos,"
    "Sua receita estimada (BRL),Impressões,Taxa de cliques de impressões (%)"
)
FRENCH = "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues"


def test_the_total_is_no_video_but_a_check(read_text):
    text = (
        f"{ENGLISH}\nTotal,,,,110,3.5,9,1000,3\n"
        'aaaaaaaaaa1,Un,"Dec 18, 2022",60,70,2.5,-1,600,3.06\n -CfzXp8-eCU,Deux,,60,30,0.5,2,300,1\n'
    )
    export = read_text(text)
    rows = export.tables["posts"].to_pylist()
    assert [(row["post_id"], row["views"], row["video_views"], row["impressions"]) for row in rows] == [
        ("aaaaaaaaaa1", 70, 70, 600),
        ("-CfzXp8-eCU", 30, 30, 300),
    ]
    assert [row["watch_time_s"] for row in rows] == [9000, 1800]
    assert rows[0]["published_at"] == dt.datetime(2022, 12, 17, 23, tzinfo=dt.UTC)
    assert rows[1]["published_at"] is None
    said = {problem.id: problem for problem in export.problems}
    assert "Views : 110 ≠ 100" in said["total_differs"].values["figures"]
    assert "Impressions : 1000 ≠ 900" in said["total_differs"].values["figures"]
    assert "caution" in said


def test_a_total_that_is_the_sum_says_nothing(read_text):
    text = f'{ENGLISH}\nTotal,,,,70,2.5,9,600,3\naaaaaaaaaa1,Un,"Dec 18, 2022",60,70,2.5,-1,600,3.06\n'
    assert "total_differs" not in {problem.id for problem in read_text(text).problems}


def test_soft_hyphens_english_dates_and_the_footer_of_a_german_file(read_text):
    text = (
        f"{GERMAN}\nGe­samt,,,100,2,3,1000,6.2\n"
        'aaaaaaaaaa1,Eins,"Dec 2, 2019",70,1,0,600,6.7\naaaaaaaaaa2,Zwei,"Mar 2, 2019",30,1,0,400,1\n'
        "Die 500 be­sten Er­geb­nis­se wer­den an­ge­zeigt\n"
    )
    rows = read_text(text).tables["posts"].to_pylist()
    assert [(row["post_id"], row["published_at"].month, row["views"]) for row in rows] == [
        ("aaaaaaaaaa1", 12, 70),
        ("aaaaaaaaaa2", 3, 30),
    ]


@pytest.mark.parametrize(
    ("header", "row", "language"),
    [
        (PORTUGUESE, 'aaaaaaaaaa1,Um,"Dec 18, 2022",70,2.5,1,0,600,3', "pt"),
        (FRENCH, 'aaaaaaaaaa1,Un,"Dec 18, 2022",60,70', "fr"),
    ],
)
def test_labels_of_other_interfaces(read_text, header, row, language):
    export = read_text(f"{header}\n{row}\n")
    assert export.languages == (language,)
    assert export.tables["posts"]["views"].to_pylist() == [70]


def test_unique_viewers_that_were_never_counted_are_unknown(read_text):
    text = 'Content,Video title,Video publish time,Unique viewers,Views\naaaaaaaaaa1,Un,"Dec 18, 2022",0,70\n'
    assert read_text(text).tables["posts"]["reach"].to_pylist() == [None]


def test_the_file_of_another_tool_is_not_taken_for_it(read_text):
    text = (
        "Video,Video title,Video publish time,Duration (sec),Views,Likes,Comments,Average view duration (28d),"
        'Views (28d),Watch time minutes (28d)\naaaaaaaaaa1,Un,"Dec 18, 2022",60,70,1,1,3,4,5\n'
    )
    with pytest.raises(UnknownExport, match="28d"):
        read_text(text)


def test_totals_by_day_ask_whose_they_are(read_text):
    text = "Da­tum,Auf­ru­fe\n2020-01-01,1607\n2020-01-03,12\n"
    with pytest.raises(AmbiguousExport, match="network: youtube"):
        read_text(text)
    days = read_text(text, network="youtube").tables["account_days"].to_pylist()
    # A day that is not listed is unknown: the file may hold the best days only.
    assert [(day["date"].day, day["views"], day["video_views"]) for day in days] == [(1, 1607, 1607), (3, 12, 12)]


def test_a_table_by_day_drops_its_total(read_text):
    text = (
        "Date,Views,Watch time (hours),Subscribers,Impressions\nTotal,30,1,-2,200\n"
        "2026-01-02,10,0.5,-3,100\n2026-01-01,20,0.5,1,100\n"
    )
    days = read_text(text).tables["account_days"].to_pylist()
    assert [(day["date"].day, day["views"], day["impressions"], day["followers_gained"]) for day in days] == [
        (2, 10, 100, None),
        (1, 20, 100, None),
    ]


@pytest.mark.parametrize(
    "days",
    [
        ("13-06-2025", "14-06-2025"),
        ("6/13/2025", "6/14/2025"),
        ("13/06/2025", "14/06/2025"),
        ("13.6.2025", "14.6.2025"),
    ],
)
def test_days_that_a_spreadsheet_wrote_its_own_way(read_text, days):
    text = f"Date,Views\n{days[0]},5\n{days[1]},6\n"
    rows = read_text(text, network="youtube").tables["account_days"].to_pylist()
    assert [(row["date"], row["views"]) for row in rows] == [(dt.date(2025, 6, 13), 5), (dt.date(2025, 6, 14), 6)]


def test_days_that_no_form_reads_are_refused_and_no_totals(read_text):
    with pytest.raises(UnreadableExport, match="Date"):
        read_text("Date,Views,Subscribers\n2026-13-01,5,1\n2026-13-02,6,1\n")


def test_parts_of_a_day_are_no_day_of_the_channel(read_text):
    for header in ("Date,Geography,Views", "Data,País,Visualizações", "Date,Subscription status,Views"):
        export = read_text(f"{header}\n2026-01-01,A,5\n2026-01-01,B,6\n")
        assert (export.layout.id, dict(export.tables)) == ("youtube-chart", {})
    with pytest.raises(UnknownExport):
        read_text("Date,Quelle des Klicks,Views\n2026-01-01,A,5\n", network="youtube")


def packed(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_the_totals_of_an_archive_are_read_and_not_its_chart(read_bytes):
    files = {
        "Dados da tabela.csv": "País,Visualizações,Tempo de exibição (horas)\nTotal,30,2\nBR,25,1\nPT,5,1\n",
        "Dados do gráfico.csv": "Data,País,Visualizações\n2026-01-01,BR,10\n2026-01-02,BR,15\n2026-01-01,PT,5\n",
        "Total.csv": "Data,Visualizações\n2026-01-01,15\n2026-01-02,15\n",
    }
    export = read_bytes(packed(files), "export.zip", network="youtube")
    days = export.tables["account_days"].to_pylist()
    assert export.layout.id == "youtube-daily"
    assert [(day["date"].day, day["views"]) for day in days] == [(1, 15), (2, 15)]


def test_an_archive_of_videos_holds_the_totals_by_day_too(read_bytes):
    chart = "Date,Content,Video title,Video publish time,Views"
    files = {
        "Table data.csv": f'{ENGLISH}\nTotal,,,,70,2.5,9,600,3\naaaaaaaaaa1,Un,"Dec 18, 2022",60,70,2.5,-1,600,3.06\n',
        "Chart data.csv": f'{chart}\n2026-01-01,aaaaaaaaaa1,Un,"Dec 18, 2022",70\n',
        "Totals.csv": "Date,Views\n2026-01-01,60\n2026-01-02,10\n",
    }
    export = read_bytes(packed(files), "export.zip")
    assert export.layout.id == "youtube-table"
    assert export.tables["posts"]["views"].to_pylist() == [70]
    days = export.tables["account_days"].to_pylist()
    assert [(day["date"].day, day["views"], day["video_views"]) for day in days] == [(1, 60, 60), (2, 10, 10)]


def test_a_table_by_day_with_subscribers_won_and_lost(read_text):
    text = "Date,Views,Watch time (hours),Subscribers gained,Subscribers lost,Likes\n2026-01-01,10,1.5,4,1,3\n"
    (day,) = read_text(text).tables["account_days"].to_pylist()
    assert (day["followers_gained"], day["followers_lost"], day["likes"]) == (4, 1, 3)


def test_a_day_that_a_spreadsheet_wrote_with_its_month_by_name(read_text):
    text = "Content,Video title,Video publish time,Views\naaaaaaaaaa1,Un,2-Jul-24,70\n"
    assert read_text(text).tables["posts"]["published_at"].to_pylist()[0].date() == dt.date(2024, 7, 1)


def test_likes_taken_back_in_the_period_are_negative(read_text):
    text = 'Content,Video title,Video publish time,Likes,Views\naaaaaaaaaa1,Un,"Dec 18, 2022",-2,70\n'
    assert read_text(text).tables["posts"]["likes"].to_pylist() == [-2]


def test_a_total_of_rounded_hours_is_their_sum(read_text):
    rows = "".join(f'aaaaaaaaa{at},T,"Dec 18, 2022",60,1,0.3333,0,1,1\n' for at in range(10, 40))
    text = f"{ENGLISH}\nTotal,,,,30,10.0,0,30,1\n"
    assert "total_differs" not in {one.id for one in read_text(text.replace("10.0", "10.0000") + rows).problems}
    said = {one.id: one for one in read_text(text.replace("10.0", "10.0100") + rows).problems}
    assert "Watch time" in said["total_differs"].values["figures"]


def test_unique_viewers_by_day(read_text):
    table = read_text("Data,Espectadores únicos\n2023-03-01,5\n", network="youtube").tables["account_days"]
    assert table["reach"].to_pylist() == [5]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("Data,Inscritos\n2023-03-01,-2\n", "youtube-subscribers"),
        ('Da­tum,Vi­deo,Vi­deo­ti­tel,Auf­ru­fe\n2020-01-01,aaaaaaaaaa1,Eins,4\n', "youtube-chart"),
        ("Geography,Views,Average view duration,Watch time (hours)\nUS,9,0:04:00,1\n", "youtube-audience"),
        ("Device type,Views,Watch time (hours)\nMobile,9,1\n", "youtube-audience"),
        ("Cities,City name,Views,Watch time (hours)\n0x1:0x2,Paris,9,1\n", "youtube-audience"),
        ("Idade do espectador,Visualizações (%)\n18 a 24 anos,100\n", "youtube-audience"),
        ("Traffic source,Views,Watch time (hours)\nYouTube search,9,1\n", "youtube-audience"),
        ("Date,Traffic source,Views\n2026-01-01,YouTube search,9\n", "youtube-chart"),
        ("Date,Cities,City name,Views\n2026-01-01,0x1:0x2,Paris,9\n", "youtube-chart"),
        ("Date,Average view duration\n2026-01-01,0:04:00\n", "youtube-measures"),
        ("Data,Receita estimada (USD)\n2026-01-01,1.5\n", "youtube-measures"),
    ],
)  # fmt: skip
def test_files_that_no_table_holds_are_named_with_the_reason(read_text, text, layout):
    export = read_text(text)
    assert export.layout.id == layout
    assert not export.tables
    assert export.problems[0].id == "unusable"


@pytest.mark.parametrize("ruined", ["#NAME?", "#NOM?", "1.2E+15", "0"])
def test_a_video_whose_id_a_spreadsheet_destroyed_is_no_total(read_text, ruined):
    table = 'Content,Video title,Video publish time,Views\nTotal,,,12\nabcdefghijk,A,"Oct 1, 2026",5\n'
    with pytest.raises(UnreadableExport) as error:
        read_text(table + f'{ruined},B,"Oct 2, 2026",7\n', account="acme")
    assert [(problem.row, problem.column) for problem in error.value.problems] == [(4, "Content")]


@pytest.mark.parametrize("kept", ["-bcdefghijk", " -bcdefghijk", "'-bcdefghijk"])
def test_an_id_that_begins_with_a_hyphen_is_kept_from_being_a_formula(read_text, kept):
    table = f'Content,Video title,Video publish time,Views\nTotal,,,5\n{kept},A,"Oct 1, 2026",5\n'
    assert read_text(table, account="acme").tables["posts"]["post_id"].to_pylist() == ["-bcdefghijk"]
