"""Meta Business Suite's posts as interfaces in other languages write them, with made-up posts."""


def one_row(post: dict[str, str]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (post.keys(), post.values())) + "\n"


def test_french_labels_of_both_networks(read_text):
    facebook = {
        "Identifiant de la publication": "1", "Nom de la page": "Librairie", "Titre": "Bonjour",
        "Heure de publication": "10/30/2026 23:30", "Permalien": "https://www.facebook.com/reel/1",
        "Type de publication": "Vidéos", "Vues": "9", "Couverture": "8", "Réactions": "7", "Commentaires": "6",
        "Partages": "5", "Total des clics": "4", "Clics sur un lien": "",
        "Couverture de Publications organiques": "3", "Couverture de Publications boostées": "2",
    }  # fmt: skip
    (row,) = read_text(one_row(facebook)).tables["posts"].to_pylist()
    # A French export calls its reels videos.
    assert (row["type"], row["account"], row["views"], row["reach"]) == ("reel", "Librairie", 9, 8)
    assert (row["likes"], row["comments"], row["shares"], row["clicks"], row["link_clicks"]) == (7, 6, 5, 4, 0)
    assert (row["reach_organic"], row["reach_paid"]) == (3, 2)
    instagram = {
        "Identifiant de la publication": "1", "ID du compte": "2", "Nom de profil du compte": "librairie",
        "Heure de publication": "10/30/2026 23:30", "Type de publication": "Carrousel", "Vues": "9",
        "Couverture": "8", "Mentions J’aime": "7", "Commentaires": "6", "Partages": "5", "Enregistrements": "4",
    }  # fmt: skip
    export = read_text(one_row(instagram))
    (row,) = export.tables["posts"].to_pylist()
    assert (export.layout.id, row["type"], row["account"]) == ("meta-instagram-posts", "carousel", "librairie")
    assert (row["likes"], row["comments"], row["shares"], row["saves"]) == (7, 6, 5, 4)


def test_brazilian_labels_of_instagram(read_text):
    text = (
        '"Identificação da publicação","Identificação da conta","Nome de usuário da conta","Nome da conta",Descrição,'
        '"Duração (segundos)","Horário de publicação","Link permanente","Tipo de publicação","Comentário de dados",'
        "Data,Visualizações,Curtidas,Compartilhamentos,Comentários,Salvamentos,Alcance,Seguimentos\n"
        '18000000000000001,17000000000000001,acme,Acme,Olá,0,"04/23/2025 07:48",https://www.instagram.com/p/A/,'
        '"Carrossel do Instagram",,Vitalício,700,30,5,4,2,600,1\n'
    )
    export = read_text(text)
    (post,) = export.tables["posts"].to_pylist()
    assert export.languages == ("pt",)
    assert (post["account"], post["type"], post["published_at"].hour) == ("acme", "carousel", 14)
    measures = ("views", "reach", "likes", "comments", "shares", "saves")
    assert [post[name] for name in measures] == [700, 600, 30, 4, 5, 2]
