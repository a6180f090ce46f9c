// French, for what is loaded later. The same keys stand in en.js.

export default {
  "later.close": "Fermer", "later.failed": "Échec : {reason}", "later.html": "Télécharger en HTML",

  "redact.title": "Le message sous pseudonymes",
  "redact.lead": "Personnes, domaines, hôtes, adresses et identifiants portent d’autres noms ; le corps est retiré. L’analyse donne le même résultat. Les messages de cette visite partagent leurs pseudonymes.",
  "redact.copied": "Le message expurgé est copié.",
  "redact.ready": "Le message expurgé est prêt à être copié.",
  "redact.text": "En-têtes expurgés",
  "redact.visible": "Restent visibles : les heures et les délais, la structure et les tailles, les pays, les noms et adresses des serveurs de messagerie de Microsoft et d’autres opérateurs publics (donc la région), les protocoles, les résultats et les scores. Les adresses gardent leurs débuts communs. Les signatures ne sont plus vérifiables.",
  "redact.pairs": "Ce qui a été renommé ({count})",
  "redact.pairs-label": "Originaux et pseudonymes",
  "redact.keep": "Cette liste défait les pseudonymes : elle reste dans cette page et disparaît quand vous la quittez.",
  "redact.what": "Quoi", "redact.original": "Original", "redact.pseudonym": "Pseudonyme",
  "redact.pair.name": "nom ou identifiant", "redact.pair.domain": "domaine", "redact.pair.address": "adresse",
  "redact.route": "La route attendue sous les mêmes pseudonymes : redacted.yaml",
  "redact.lost": "Ces motifs ne correspondent à aucun pseudonyme ; déclarez des noms entiers : {patterns}",
  "redact.check": "Qui le reçoit peut le contrôler avec",
  "redact.refused.misread": "Le texte expurgé se lirait comme d’autres champs ; il n’est donc pas montré. Prenez le message sous forme de fichier plutôt qu’en le collant.",
  "redact.refused.leak": "Dans le champ {number}, {field}, un élément de l’original resterait lisible ({kind}) ; le texte n’est donc pas montré. Retirez ce champ et recommencez.",
  "redact.refused.otherwise": "Le message expurgé serait analysé autrement ; il n’est donc pas montré : son texte est abîmé d’une façon qui ne peut être conservée. Retirez les champs abîmés et recommencez.",
  "redact.kind.local-part": "le nom dans une adresse", "redact.kind.domain": "un domaine", "redact.kind.address": "une adresse IP", "redact.kind.id": "un identifiant", "redact.kind.name": "un mot d’un nom ou du sujet",

  "compare.title": "Côte à côte",
  "compare.lead": "A est le message affiché. Choisissez B, par exemple le même essai après un changement : vous voyez ce qui est pareil et ce qui diffère.",
  "compare.with": "Comparer avec", "compare.choose": "Choisir un message…",
  "compare.file": "Choisir un fichier",
  "compare.paste": "Coller l’autre message", "compare.paste-label": "En-têtes du message B", "compare.take": "Comparer",
  "compare.pasted": "Texte collé B",
  "compare.done": "La comparaison est ci-dessous.",

  "many.title": "Les {count} ensemble",
  "many.reading": "Lecture : {done} sur {count}…",
  "many.done": "Lus : {count}.",
  "many.missed": "Fichiers qui n’ont pas pu être comptés : {count}",

  "plan.made": "Les commandes sont ci-dessous ; le message porte le jeton {token}.",
  "plan.refused": "Donnez des adresses entières, et un nom d’hôte pour le relais.",
};
