/** French. Speaks with vous. A field’s label has any gender, so it stands in quotation marks or after a colon. */
import { jazzhrIn } from './jazzhrGuide.ts'
import type { CompleteMessages, Locale } from './locale.ts'

// \u00a0 is the no-break space that French sets before : ? ! and inside « ».
const messages: CompleteMessages<'one' | 'many' | 'other'> = {
  title: 'Connecter {provider}',
  subtitle: 'à {brand}',
  subtitleAccount: 'pour {account}',
  close: 'Fermer',

  guideLoading: 'Chargement du guide…',
  guideFailed: 'Nous n’avons pas pu charger le guide. Merci de réessayer.',
  stepsLabel: 'Étapes pour obtenir votre clé',
  stepPosition: 'Étape {number} sur {count}\u00a0:',
  stepNumber: '{number}',
  stepDone: 'terminée',
  allSteps: { one: 'Toutes les étapes', many: 'Les {count} d’étapes', other: 'Les {count} étapes' },
  optional: 'facultatif',
  optionalAside: '(facultatif)',
  next: 'Suivant',
  back: 'Retour',
  skip: 'Passer cette étape',
  haveKey: '{field}\u00a0: je l’ai déjà',
  haveDetails: 'J’ai déjà ces informations',
  backToGuide: 'Retour au guide',
  openPage: 'Ouvrir {host}',
  newTab: '(s’ouvre dans un nouvel onglet)',
  scopes: 'Autorisations nécessaires\u00a0:',
  openImage: 'Ouvrir l’image',
  enlarge: 'Agrandir l’image',
  picture: 'Image',
  copyCode: 'Copier',
  copied: 'Copié',
  table: 'Tableau',
  warning: 'Important',
  note: 'Remarque',
  info: 'Bon à savoir',
  tip: 'Conseil',
  check: 'À vérifier',

  connectAccount: 'Connecter un compte',
  pickerLoading: 'Chargement de la liste…',
  pickerFailed: 'Nous n’avons pas pu charger la liste. Merci de réessayer.',
  search: 'Rechercher un fournisseur',
  category: 'Catégorie',
  allCategories: 'Toutes',
  found: { one: '{count} fournisseur', many: '{count} de fournisseurs', other: '{count} fournisseurs' },
  foundNone:
    'Rien ne s’appelle «\u00a0{query}\u00a0» ici. Vérifiez l’orthographe ou parcourez toute la liste.',
  showAll: 'Tout afficher',
  showMore: 'Afficher plus',
  allProviders: 'Tous les fournisseurs',
  chooseWay: 'Comment souhaitez-vous connecter {provider}\u00a0?',
  wayFields: 'Avec une clé ou des identifiants',
  wayRedirect: 'En vous connectant à {provider}',

  formTitle: 'Collez ici\u00a0: {field}',
  formTitleSeveral: 'Saisissez vos informations',
  formTitleNone: 'Connectez votre compte',
  formTitleUpdate: 'Collez la nouvelle valeur\u00a0: {field}',
  formLead: 'Votre compte {provider} sera ainsi associé.',
  formLeadUpdate: 'La nouvelle valeur remplace celle utilisée pour {account}.',
  formLeadBrand: 'Votre compte {provider} sera ainsi associé à {brand}.',
  privacy:
    'Votre saisie est envoyée une seule fois pour créer l’association et n’est pas conservée dans ce navigateur.',
  optionalField: '(facultatif)',
  choose: 'Choisir…',
  show: 'Afficher',
  hide: 'Masquer',
  showField: 'Afficher\u00a0: {field}',
  hideField: 'Masquer\u00a0: {field}',
  whereIsIt: 'Où trouver cette information\u00a0?',
  connect: 'Connecter',
  tryAgain: 'Réessayer',
  continueTo: 'Continuer vers {provider}',
  cleaned: 'Nous avons retiré {what} de votre saisie.',
  cleanedSpaces: { one: 'un espace', many: '{count} d’espaces', other: '{count} espaces' },
  cleanedLineBreaks: {
    one: 'un saut de ligne',
    many: '{count} de sauts de ligne',
    other: '{count} sauts de ligne',
  },
  cleanedInvisible: {
    one: 'un caractère invisible',
    many: '{count} de caractères invisibles',
    other: '{count} caractères invisibles',
  },
  cleanedQuotes: 'les guillemets',
  cleanedPrefix: '«\u00a0{text}\u00a0»',
  doubtUrl: 'Cela ressemble à une adresse web, pas à «\u00a0{field}\u00a0».',
  doubtEmail: 'Cela ressemble à une adresse e-mail, pas à «\u00a0{field}\u00a0».',
  doubtSentence: 'Cela ressemble à une phrase, pas à «\u00a0{field}\u00a0».',
  useAnyway: 'Continuer ainsi',

  faultRequired: 'Pour connecter, il manque «\u00a0{field}\u00a0».',
  faultTooShort: 'C’est trop court pour «\u00a0{field}\u00a0».',
  faultTooLong: 'C’est trop long pour «\u00a0{field}\u00a0».',
  faultPattern: 'Cela ne ressemble pas à «\u00a0{field}\u00a0». Vérifiez qu’il ne manque rien.',
  faultNumber: 'Un nombre est attendu ici.',
  faultUrl: 'Une adresse web complète est attendue ici, par exemple https://example.com.',
  faultOption: 'Choisissez l’une des options.',
  faultRefused: '{provider} n’a pas accepté cette valeur. Vérifiez-la et réessayez.',

  linking: 'Connexion à {provider}…',
  cancel: 'Annuler',
  authorizeTitle: 'Terminez sur {provider}',
  authorizeLead: '{host} va s’ouvrir dans une nouvelle fenêtre. Revenez ici quand vous aurez terminé.',
  pendingTitle: '{provider} n’a pas encore terminé',
  pendingLead: 'Cela peut prendre un moment. Vous pouvez laisser cette page ouverte.',
  waiting: 'En attente de {provider}…',
  windowClosed: 'Pas encore terminé\u00a0? Vous pouvez rouvrir la fenêtre.',
  openAgain: 'Rouvrir',
  windowBlocked: 'Votre navigateur a bloqué la fenêtre. Utilisez plutôt ce lien.',

  linkedTitle: '{provider} est connecté',
  alreadyTitle: '{provider} est déjà connecté',
  linkedLead: 'Votre compte {provider} est associé.',
  linkedLeadName: 'Le compte {account} est associé.',
  linkedLeadBrand: 'Votre compte {provider} est associé à {brand}.',
  linkedLeadNameBrand: 'Le compte {account} est associé à {brand}.',
  updatedLead: 'Les nouvelles informations sont maintenant utilisées pour {account}.',
  alreadyLead: 'Ce compte était déjà associé\u00a0: rien n’a changé.',
  done: 'Terminer',
  viewAccounts: 'Voir les comptes',
  linkAnother: 'Associer un autre compte',

  errorConfig:
    'La connexion n’est pas encore possible\u00a0: la configuration n’est pas terminée. Merci de prévenir l’équipe qui gère cette page.',
  errorOffline:
    'Vous semblez être hors ligne. Votre saisie est toujours là. Réessayez une fois la connexion rétablie.',
  errorNetwork:
    'Nous n’avons pas pu joindre le serveur. Votre saisie est toujours là et vous pouvez réessayer sans risque.',
  errorTimeout: 'Le serveur a mis trop de temps à répondre. Vous pouvez réessayer sans risque.',
  errorBadResponse: 'Nous n’avons pas pu lire la réponse du serveur. Vous pouvez réessayer sans risque.',
  errorVersion: 'Cette page n’est plus à jour. Rechargez-la, puis réessayez.',
  errorServer: 'Un problème est survenu sur le serveur. Vous pouvez réessayer sans risque.',
  errorProviderUnavailable:
    '{provider} ne répond pas pour le moment. Vous pourrez réessayer sans risque un peu plus tard.',
  errorRateLimited: 'Il y a eu trop de tentatives. Veuillez patienter un peu entre deux essais.',
  retryIn: 'Réessayer {time}',
  errorInvalidFields: 'Certaines informations sont à revoir.',
  errorRejected:
    '{provider} n’a pas accepté cette clé. Vérifiez que vous l’avez copiée en entier et qu’aucune nouvelle clé n’a été générée depuis.',
  errorPermission:
    '{provider} reconnaît cette clé, mais ses droits ne suffisent pas. Utilisez une clé issue d’un compte avec des droits d’administration.',
  errorInProgress: 'Ce compte est déjà en cours de connexion. Patientez un instant, puis réessayez.',
  errorSessionExpired:
    'Votre session a expiré. Reconnectez-vous dans un autre onglet, puis revenez ici et réessayez.',
  errorForbidden:
    'Vous n’avez pas l’autorisation de connecter des comptes ici. Adressez-vous à une personne qui a des droits d’administration.',
  errorMisconfigured:
    'La connexion n’est pas configurée correctement. Merci de prévenir l’équipe qui gère cette page.',
  errorExpired: 'Cette tentative a expiré. Vous pouvez recommencer.',
  errorPopupBlocked:
    'Votre navigateur a bloqué la fenêtre. Autorisez les fenêtres pour cette page, puis réessayez.',
  errorRedirectRejected:
    'Nous nous sommes arrêtés, car l’adresse de connexion n’est pas de celles auxquelles nous faisons confiance pour {provider}.',
  errorDenied: 'L’accès n’a pas été accordé sur {provider}. Vous pouvez réessayer quand vous le souhaitez.',
  errorAborted: 'La tentative a été arrêtée. Vous pouvez réessayer sans risque.',
  errorUnexpected: 'Un problème est survenu dans cette partie de la page.',
  showMe: 'Me montrer où trouver cela',
  startAgain: 'Recommencer',
  reload: 'Recharger',
  backOnline: 'Vous êtes de nouveau en ligne. Vous pouvez réessayer.',
  waitOver: 'Vous pouvez réessayer maintenant.',

  inviteAsk: 'Pas de droits d’administration\u00a0?',
  invite: 'Envoyer à l’administration',
  inviting: 'Création d’un lien…',
  inviteCopied: 'Lien copié. Envoyez-le à une personne qui peut voir la clé.',
  inviteCopy: 'Copiez ce lien et envoyez-le à une personne qui peut voir la clé\u00a0:',
  inviteEnds: 'Le lien expire {time}.',
  inviteRefused:
    'Il n’est pas possible de créer un lien ici. Demandez à une personne qui administre {provider} d’ouvrir cette page.',

  accountsTitle: 'Comptes associés',
  accountsLoading: 'Chargement des comptes…',
  accountsEmpty: 'Aucun compte n’est associé pour l’instant.',
  accountsFailed: 'Nous n’avons pas pu charger les comptes.',
  accountsStale: 'Nous n’avons pas pu recharger les comptes. Il se peut que la liste ne soit plus à jour.',
  accountState_active: 'Actif',
  accountState_error: 'À vérifier',
  accountState_expired: 'Expiré',
  linkedAt: 'Associé le {date}',
  updateKey: 'Changer la clé',
  unlink: 'Dissocier',
  unlinkTitle: 'Dissocier {account}\u00a0?',
  unlinkLead:
    'Les données cessent aussitôt de circuler. Vous pourrez associer à nouveau ce compte à tout moment.',
  unlinkKeep: 'Conserver',
  unlinked: 'Le compte {account} est dissocié.',
  unlinkFailed: 'Nous n’avons pas pu dissocier {account}. Merci de réessayer.',
}

const jazzhr = jazzhrIn('fr', {
  adminRights: '**Il vous faut des droits d’administration** sur le compte JazzHR que vous connectez.',
  locate: 'Trouvez votre clé API',
  keyExists: 'JazzHR a déjà créé une clé API pour votre compte. Vous la trouverez dans les paramètres.',
  signIn: 'Connectez-vous à JazzHR',
  signInHow:
    'Connectez-vous à votre [compte JazzHR], puis ouvrez **Settings** dans la navigation principale.',
  integrations: 'Ouvrez l’onglet Integrations',
  integrationsHow:
    'Sur la page Settings, choisissez **Integrations** dans la barre sous le titre. Votre clé API se trouve dans la première section.',
  roles: 'Seuls les rôles Super Administrator, Recruiting Administrator et Developer permettent de la voir.',
  cannotSee: 'Je ne vois pas la clé',
  cannotSeeHow:
    'Votre rôle dans JazzHR ne l’affiche peut-être pas. Demandez à une personne qui a l’un de ces rôles de copier la clé pour vous ou de vous attribuer le rôle.',
  copyKey: 'Copiez votre clé API',
  copyKeyHow:
    'Copiez la clé en entier. Tant que vous ne l’avez pas collée ici, gardez-la comme un mot de passe.',
  newKey: 'Générez une nouvelle clé',
  newKeyCaution:
    '**L’ancienne clé cesse aussitôt de fonctionner.** Toute intégration qui l’utilise s’arrête jusqu’à ce qu’elle reçoive la nouvelle.',
  newKeyHow:
    'Pour remplacer votre clé, choisissez **Generate New Key** dans l’onglet Integrations, puis copiez la nouvelle.',
  label: 'Clé API',
  hint: 'En général, 32 lettres et chiffres.',
  link: 'Associez le compte depuis le Hub',
  linkPaste: 'Collez la clé dans **Clé API**.',
  linkConnect: 'Choisissez **Connecter**. Un message confirme que le compte est associé.',
  linkDone: 'Le compte figure ensuite dans votre liste de comptes.',
})

/** The French locale pack. */
export const fr = { tag: 'fr', messages, guides: { jazzhr } } satisfies Locale
