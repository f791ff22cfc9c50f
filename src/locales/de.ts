/** German. Speaks with Sie. A field’s label has any gender, so it stands without an article. */
import { jazzhrIn } from './jazzhrGuide.ts'
import type { CompleteMessages, Locale } from './locale.ts'

const messages: CompleteMessages<'one' | 'other'> = {
  title: '{provider} verbinden',
  subtitle: 'mit {brand}',
  subtitleAccount: 'für {account}',
  close: 'Schließen',

  guideLoading: 'Anleitung wird geladen …',
  guideFailed: 'Wir konnten die Anleitung nicht laden. Bitte versuchen Sie es erneut.',
  stepsLabel: 'Schritte zu Ihrem Schlüssel',
  stepPosition: 'Schritt {number} von {count}:',
  stepNumber: '{number}',
  stepDone: 'erledigt',
  allSteps: { one: 'Alle Schritte', other: 'Alle {count} Schritte' },
  optional: 'optional',
  optionalAside: '(optional)',
  next: 'Weiter',
  back: 'Zurück',
  skip: 'Schritt überspringen',
  haveKey: '{field} liegt mir bereits vor',
  haveDetails: 'Die Angaben liegen mir bereits vor',
  backToGuide: 'Zurück zur Anleitung',
  openPage: '{host} öffnen',
  newTab: '(öffnet einen neuen Tab)',
  scopes: 'Benötigte Berechtigungen:',
  openImage: 'Bild öffnen',
  enlarge: 'Bild vergrößern',
  picture: 'Bild',
  copyCode: 'Kopieren',
  copied: 'Kopiert',
  table: 'Tabelle',
  warning: 'Wichtig',
  note: 'Hinweis',
  info: 'Gut zu wissen',
  tip: 'Tipp',
  check: 'Zur Kontrolle',

  connectAccount: 'Konto verbinden',
  pickerLoading: 'Liste wird geladen …',
  pickerFailed: 'Wir konnten die Liste nicht laden. Bitte versuchen Sie es erneut.',
  search: 'Anbieter suchen',
  category: 'Kategorie',
  allCategories: 'Alle',
  found: { one: '{count} Anbieter', other: '{count} Anbieter' },
  foundNone: 'Hier heißt nichts „{query}“. Prüfen Sie die Schreibweise oder sehen Sie alle durch.',
  showAll: 'Alle anzeigen',
  showMore: 'Mehr anzeigen',
  allProviders: 'Alle Anbieter',
  chooseWay: 'Wie möchten Sie {provider} verbinden?',
  wayFields: 'Mit Schlüssel oder Zugangsdaten',
  wayRedirect: 'Durch Anmelden bei {provider}',

  formTitle: '{field} einfügen',
  formTitleSeveral: 'Angaben eintragen',
  formTitleNone: 'Konto verbinden',
  formTitleUpdate: '{field} ersetzen',
  formLead: 'Damit wird Ihr Konto bei {provider} verknüpft.',
  formLeadUpdate: 'Die neue Angabe ersetzt die bisherige für {account}.',
  formLeadBrand: 'Damit wird Ihr Konto bei {provider} mit {brand} verknüpft.',
  privacy: 'Ihre Eingabe wird einmal zum Verknüpfen gesendet und in diesem Browser nicht gespeichert.',
  optionalField: '(optional)',
  choose: 'Auswählen …',
  show: 'Anzeigen',
  hide: 'Verbergen',
  showField: '{field} anzeigen',
  hideField: '{field} verbergen',
  whereIsIt: 'Wo finde ich das?',
  connect: 'Verbinden',
  tryAgain: 'Erneut versuchen',
  continueTo: 'Weiter zu {provider}',
  cleaned: 'Aus Ihrer Eingabe haben wir {what} entfernt.',
  cleanedSpaces: { one: 'ein Leerzeichen', other: '{count} Leerzeichen' },
  cleanedLineBreaks: { one: 'einen Zeilenumbruch', other: '{count} Zeilenumbrüche' },
  cleanedInvisible: { one: 'ein unsichtbares Zeichen', other: '{count} unsichtbare Zeichen' },
  cleanedQuotes: 'die Anführungszeichen',
  cleanedPrefix: '„{text}“',
  doubtUrl: 'Das sieht nach einer Webadresse aus, nicht nach „{field}“. Trotzdem verwenden?',
  doubtEmail: 'Das sieht nach einer E-Mail-Adresse aus, nicht nach „{field}“. Trotzdem verwenden?',
  doubtSentence: 'Das sieht nach einem Satz aus, nicht nach „{field}“. Trotzdem verwenden?',
  useAnyway: 'Trotzdem verwenden',

  faultRequired: '{field} wird zum Verbinden benötigt.',
  faultTooShort: 'Das ist zu kurz für „{field}“.',
  faultTooLong: 'Das ist zu lang für „{field}“.',
  faultPattern: 'Das sieht nicht nach „{field}“ aus. Bitte prüfen Sie, ob alles vollständig ist.',
  faultNumber: 'Hier wird eine Zahl benötigt.',
  faultUrl: 'Hier wird eine vollständige Webadresse benötigt, zum Beispiel https://example.com.',
  faultOption: 'Bitte wählen Sie eine der Möglichkeiten.',
  faultRefused:
    '{provider} hat das nicht angenommen. Bitte prüfen Sie die Angabe und versuchen Sie es erneut.',

  linking: 'Verbindung mit {provider} wird hergestellt …',
  cancel: 'Abbrechen',
  authorizeTitle: 'Bei {provider} abschließen',
  authorizeLead:
    'Sie gelangen in einem neuen Fenster zu {host}. Kommen Sie hierher zurück, wenn Sie fertig sind.',
  pendingTitle: '{provider} ist noch nicht fertig',
  pendingLead: 'Das kann einen Moment dauern. Sie können diese Seite offen lassen.',
  waiting: 'Warten auf {provider} …',
  windowClosed: 'Noch nicht fertig? Sie können das Fenster erneut öffnen.',
  openAgain: 'Erneut öffnen',
  windowBlocked: 'Ihr Browser hat das Fenster nicht geöffnet. Bitte nutzen Sie stattdessen diesen Link.',
  openLink: '{host} in neuem Tab öffnen',

  linkedTitle: '{provider} ist verbunden',
  alreadyTitle: '{provider} ist bereits verbunden',
  linkedLead: 'Ihr Konto bei {provider} ist verknüpft.',
  linkedLeadName: '{account} ist verknüpft.',
  linkedLeadBrand: 'Ihr Konto bei {provider} ist mit {brand} verknüpft.',
  linkedLeadNameBrand: '{account} ist mit {brand} verknüpft.',
  updatedLead: 'Für {account} gelten jetzt die neuen Angaben.',
  alreadyLead: 'Dieses Konto war schon verknüpft. Es hat sich nichts geändert.',
  done: 'Fertig',
  viewAccounts: 'Konten ansehen',
  linkAnother: 'Weiteres Konto verknüpfen',

  errorConfig:
    'Das lässt sich noch nicht verbinden, weil die Einrichtung nicht abgeschlossen ist. Bitte sagen Sie denen Bescheid, die diese Seite betreiben.',
  errorOffline:
    'Sie scheinen offline zu sein. Ihre Eingabe ist noch da. Versuchen Sie es erneut, sobald Sie wieder online sind.',
  errorNetwork:
    'Der Server war nicht erreichbar. Ihre Eingabe ist noch da, und ein neuer Versuch ist unbedenklich.',
  errorTimeout: 'Der Server hat zu lange nicht geantwortet. Ein neuer Versuch ist unbedenklich.',
  errorBadResponse: 'Die Antwort des Servers war nicht lesbar. Ein neuer Versuch ist unbedenklich.',
  errorVersion:
    'Die Antwort setzt eine neuere Version dieser Seite voraus. Laden Sie die Seite neu und versuchen Sie es dann erneut.',
  errorServer: 'Auf dem Server ist etwas schiefgegangen. Ein neuer Versuch ist unbedenklich.',
  errorProviderUnavailable: '{provider} antwortet gerade nicht. Ein neuer Versuch in Kürze ist unbedenklich.',
  errorRateLimited: 'Das waren zu viele Versuche. Gleich können Sie es erneut versuchen.',
  retryIn: { one: 'Neuer Versuch in {count} Sekunde', other: 'Neuer Versuch in {count} Sekunden' },
  errorInvalidFields: 'Bitte sehen Sie sich einige Angaben noch einmal an.',
  errorRejected:
    '{provider} hat diesen Schlüssel nicht angenommen. Prüfen Sie, ob Sie ihn vollständig kopiert haben und ob seitdem ein neuer erzeugt wurde.',
  errorPermission:
    '{provider} kennt diesen Schlüssel, aber seine Rechte reichen nicht aus. Verwenden Sie einen Schlüssel aus einem Konto mit Administratorrechten.',
  errorInProgress:
    'Dieses Konto wird gerade schon verbunden. Warten Sie einen Moment und versuchen Sie es dann erneut.',
  errorSessionExpired:
    'Ihre Sitzung ist beendet. Melden Sie sich in einem anderen Tab neu an, kommen Sie dann zurück und versuchen Sie es erneut.',
  errorForbidden:
    'Ihnen fehlt hier die Berechtigung, Konten zu verbinden. Bitte fragen Sie eine Person mit Administratorrechten.',
  errorMisconfigured:
    'Die Verbindung ist nicht richtig eingerichtet. Bitte sagen Sie denen Bescheid, die diese Seite betreiben.',
  errorExpired: 'Dieser Versuch ist abgelaufen. Sie können neu beginnen.',
  errorPopupBlocked:
    'Ihr Browser hat das Fenster nicht geöffnet. Erlauben Sie Fenster für diese Seite und versuchen Sie es dann erneut.',
  errorRedirectRejected:
    'Wir haben angehalten, weil die Anmeldeadresse keine war, der wir für {provider} vertrauen.',
  errorDenied: 'Der Zugriff wurde bei {provider} nicht erlaubt. Sie können es jederzeit erneut versuchen.',
  errorAborted: 'Der Versuch wurde angehalten. Ein neuer Versuch ist unbedenklich.',
  errorUnexpected: 'In diesem Teil der Seite ist etwas schiefgegangen.',
  showMe: 'Zeigen, wo ich das finde',
  startAgain: 'Neu beginnen',
  reload: 'Neu laden',
  backOnline: 'Sie sind wieder online. Sie können es erneut versuchen.',

  inviteAsk: 'Keine Administratorrechte?',
  invite: 'An Administrator senden',
  inviting: 'Link wird erstellt …',
  inviteCopied: 'Link kopiert. Senden Sie ihn an eine Person, die den Schlüssel sehen kann.',
  inviteCopy: 'Kopieren Sie diesen Link und senden Sie ihn an eine Person, die den Schlüssel sehen kann:',
  inviteEnds: 'Der Link läuft {time} ab.',
  inviteRefused:
    'Hier kann kein Link erstellt werden. Bitten Sie die für {provider} zuständige Administration, diese Seite zu öffnen.',

  accountsTitle: 'Verknüpfte Konten',
  accountsLoading: 'Konten werden geladen …',
  accountsEmpty: 'Es sind noch keine Konten verknüpft.',
  accountsFailed: 'Wir konnten die Konten nicht laden.',
  accountsStale: 'Die Konten konnten nicht erneut geladen werden. Die Liste ist eventuell veraltet.',
  accountState_active: 'Aktiv',
  accountState_error: 'Bitte prüfen',
  accountState_expired: 'Abgelaufen',
  linkedAt: 'Verknüpft am {date}',
  updateKey: 'Neuer Schlüssel',
  unlink: 'Trennen',
  unlinkTitle: '{account} trennen?',
  unlinkLead: 'Es fließen sofort keine Daten mehr. Sie können das Konto jederzeit wieder verknüpfen.',
  unlinkKeep: 'Behalten',
  unlinked: '{account} ist getrennt.',
  unlinkFailed: 'Wir konnten {account} nicht trennen. Bitte versuchen Sie es erneut.',
}

const jazzhr = jazzhrIn('de', {
  adminRights: '**Sie brauchen Administratorrechte** in dem JazzHR-Konto, das Sie verbinden.',
  locate: 'Ihren API-Schlüssel finden',
  keyExists:
    'JazzHR hat für Ihr Konto bereits einen API-Schlüssel angelegt. Sie finden ihn in den Einstellungen.',
  signIn: 'Bei JazzHR anmelden',
  signInHow:
    'Melden Sie sich bei Ihrem [JazzHR-Konto] an und öffnen Sie dann **Settings** in der Hauptnavigation.',
  integrations: 'Tab „Integrations“ öffnen',
  integrationsHow:
    'Wählen Sie auf der Seite „Settings“ in der Leiste unter dem Titel **Integrations**. Ihr API-Schlüssel steht im ersten Abschnitt.',
  roles: 'Nur Super Administrators, Recruiting Administrators und Developers können ihn sehen.',
  cannotSee: 'Ich sehe den Schlüssel nicht',
  cannotSeeHow:
    'Vielleicht zeigt Ihre Rolle in JazzHR ihn nicht an. Bitten Sie jemanden mit einer dieser Rollen, den Schlüssel für Sie zu kopieren oder Ihnen die Rolle zu geben.',
  copyKey: 'API-Schlüssel kopieren',
  copyKeyHow:
    'Kopieren Sie den ganzen Schlüssel. Bis Sie ihn hier eingefügt haben, hüten Sie ihn wie ein Passwort.',
  newKey: 'Neuen Schlüssel erzeugen',
  newKeyCaution:
    '**Der alte Schlüssel gilt sofort nicht mehr.** Jede Integration, die ihn nutzt, funktioniert erst wieder mit dem neuen Schlüssel.',
  newKeyHow:
    'Um Ihren Schlüssel zu ersetzen, wählen Sie im Tab „Integrations“ **Generate New Key** und kopieren dann den neuen.',
  label: 'API-Schlüssel',
  hint: 'In der Regel 32 Buchstaben und Ziffern.',
  link: 'Konto im Hub verknüpfen',
  linkPaste: 'Fügen Sie den Schlüssel in das Feld **API-Schlüssel** ein.',
  linkConnect: 'Wählen Sie **Verbinden**. Eine Meldung bestätigt, dass das Konto verknüpft ist.',
  linkDone: 'Das Konto steht danach in Ihrer Kontenliste.',
})

/** The German locale pack. */
export const de = { tag: 'de', messages, guides: { jazzhr } } satisfies Locale
