/**
 * What the hosted page says besides the widget, in each language that there is a locale for. Here and not among the
 * widget's messages, which every portal's script would then carry.
 */

const english = {
  missingTitle: 'Open your link again',
  missingLead:
    'This page does not keep the link that brought you here, so reloading loses it. Open the link again from the message you were sent.',
  malformedTitle: 'This link is incomplete',
  malformedLead:
    'Copy all of it from the message you were sent, or ask the person who sent it for a new one.',
  endedTitle: 'This link no longer works',
  endedLead: 'It has expired or has already been used. Ask the person who sent it to you for a new one.',
  refusedTitle: 'This cannot be shown here',
  refusedLead: 'The page around it is not allowed to show it. Please tell the people who run that page.',
  farewell: 'You can close this page.',
  browser: 'This browser is too old for this page. Please open your link in a newer one.',
} as const

/** The words of one language. */
export type PageWords = Readonly<Record<keyof typeof english, string>>

/** By language tag; the same tags as `src/locales`, and English. */
export const WORDS = {
  en: english,
  de: {
    missingTitle: 'Öffnen Sie Ihren Link noch einmal',
    missingLead:
      'Diese Seite merkt sich den Link nicht, der Sie hierher geführt hat, auch nicht beim Neuladen. Öffnen Sie den Link aus der Nachricht noch einmal, die Sie erhalten haben.',
    malformedTitle: 'Dieser Link ist nicht vollständig',
    malformedLead:
      'Kopieren Sie ihn ganz aus der Nachricht, die Sie erhalten haben, oder bitten Sie die Person, die ihn geschickt hat, um einen neuen.',
    endedTitle: 'Dieser Link gilt nicht mehr',
    endedLead:
      'Er ist abgelaufen oder wurde schon benutzt. Bitten Sie die Person, die ihn Ihnen geschickt hat, um einen neuen.',
    refusedTitle: 'Das kann hier nicht gezeigt werden',
    refusedLead:
      'Die Seite darum herum darf es nicht zeigen. Bitte sagen Sie denen Bescheid, die jene Seite betreiben.',
    farewell: 'Sie können diese Seite schließen.',
    browser: 'Dieser Browser ist zu alt für diese Seite. Bitte öffnen Sie Ihren Link in einem neueren.',
  },
  es: {
    missingTitle: 'Abra su enlace de nuevo',
    missingLead:
      'Esta página no guarda el enlace que le trajo aquí, ni siquiera al recargarla. Vuelva a abrir el enlace del mensaje que recibió.',
    malformedTitle: 'Este enlace no está completo',
    malformedLead: 'Cópielo entero del mensaje que recibió, o pida uno nuevo a la persona que se lo envió.',
    endedTitle: 'Este enlace ya no funciona',
    endedLead: 'Ha caducado o ya se ha usado. Pida uno nuevo a la persona que se lo envió.',
    refusedTitle: 'Esto no se puede mostrar aquí',
    refusedLead: 'La página que lo rodea no puede mostrarlo. Avise a las personas que gestionan esa página.',
    farewell: 'Puede cerrar esta página.',
    browser: 'Este navegador es demasiado antiguo para esta página. Abra su enlace en uno más reciente.',
  },
  fr: {
    missingTitle: 'Ouvrez de nouveau votre lien',
    missingLead:
      'Cette page ne garde pas le lien qui vous a amené ici, pas même quand elle est rechargée. Ouvrez de nouveau le lien du message que vous avez reçu.',
    malformedTitle: 'Ce lien n’est pas complet',
    malformedLead:
      'Copiez-le en entier depuis le message que vous avez reçu, ou demandez-en un nouveau à la personne qui l’a envoyé.',
    endedTitle: 'Ce lien ne fonctionne plus',
    endedLead: 'Il a expiré ou a déjà servi. Demandez-en un nouveau à la personne qui vous l’a envoyé.',
    refusedTitle: 'Ceci ne peut pas être affiché ici',
    refusedLead:
      'La page qui l’entoure n’a pas le droit de l’afficher. Veuillez prévenir les personnes qui gèrent cette page.',
    farewell: 'Vous pouvez fermer cette page.',
    browser:
      'Ce navigateur est trop ancien pour cette page. Veuillez ouvrir votre lien dans un navigateur plus récent.',
  },
  it: {
    missingTitle: 'Apri di nuovo il link',
    missingLead:
      'Questa pagina non conserva il link che ti ha portato qui, nemmeno quando viene ricaricata. Apri di nuovo il link del messaggio che hai ricevuto.',
    malformedTitle: 'Questo link non è completo',
    malformedLead:
      'Copialo per intero dal messaggio che hai ricevuto, oppure chiedine uno nuovo a chi lo ha inviato.',
    endedTitle: 'Questo link non funziona più',
    endedLead: 'È scaduto o è già stato usato. Chiedine uno nuovo a chi te lo ha inviato.',
    refusedTitle: 'Non si può mostrare qui',
    refusedLead: 'La pagina intorno non può mostrarlo. Avvisa chi gestisce quella pagina.',
    farewell: 'Puoi chiudere questa pagina.',
    browser: 'Questo browser è troppo vecchio per questa pagina. Apri il link in uno più recente.',
  },
  ja: {
    missingTitle: 'リンクをもう一度開いてください',
    missingLead:
      'このページは、開いたときのリンクを保存しません。再読み込みしたときも同じです。受け取ったメッセージのリンクをもう一度開いてください。',
    malformedTitle: 'リンクが途中で切れています',
    malformedLead:
      '受け取ったメッセージからリンク全体をコピーするか、送ってくれた人に新しいリンクを頼んでください。',
    endedTitle: 'このリンクはもう使えません',
    endedLead: '有効期限が切れたか、すでに使われています。送ってくれた人に新しいリンクを頼んでください。',
    refusedTitle: 'ここには表示できません',
    refusedLead:
      'このページを表示する許可が、外側のページにありません。そのページの運営者にお知らせください。',
    farewell: 'このページを閉じてかまいません。',
    browser:
      'このブラウザーは古いため、このページを表示できません。新しいブラウザーでリンクを開いてください。',
  },
  'pt-BR': {
    missingTitle: 'Abra o seu link de novo',
    missingLead:
      'Esta página não guarda o link que trouxe você até aqui, nem mesmo quando é recarregada. Abra de novo o link da mensagem que você recebeu.',
    malformedTitle: 'Este link não está completo',
    malformedLead: 'Copie o link inteiro da mensagem que você recebeu ou peça um novo a quem o enviou.',
    endedTitle: 'Este link não funciona mais',
    endedLead: 'Ele expirou ou já foi usado. Peça um novo à pessoa que o enviou.',
    refusedTitle: 'Isto não pode ser mostrado aqui',
    refusedLead:
      'A página em volta não tem permissão para mostrá-lo. Avise as pessoas que cuidam dessa página.',
    farewell: 'Você pode fechar esta página.',
    browser: 'Este navegador é antigo demais para esta página. Abra o seu link em um mais recente.',
  },
  ar: {
    missingTitle: 'يُرجى فتح الرابط مرة أخرى',
    missingLead:
      'لا تحتفظ هذه الصفحة بالرابط الذي أوصلك إليها، حتى عند إعادة تحميلها. يُرجى فتح الرابط مرة أخرى من الرسالة التي وصلتك.',
    malformedTitle: 'هذا الرابط غير مكتمل',
    malformedLead: 'يُرجى نسخه كاملًا من الرسالة التي وصلتك، أو طلب رابط جديد ممن أرسله.',
    endedTitle: 'لم يعد هذا الرابط صالحًا',
    endedLead: 'انتهت صلاحيته أو استُخدم من قبل. يُرجى طلب رابط جديد ممن أرسله إليك.',
    refusedTitle: 'لا يمكن عرض هذا هنا',
    refusedLead: 'الصفحة المحيطة غير مسموح لها بعرضه. يُرجى إبلاغ القائمين على تلك الصفحة.',
    farewell: 'يمكنك إغلاق هذه الصفحة.',
    browser: 'هذا المتصفح قديم جدًا لهذه الصفحة. يُرجى فتح الرابط في متصفح أحدث.',
  },
} as const satisfies Readonly<Record<string, PageWords>>

/** A language that the page speaks. */
export type PageLanguage = keyof typeof WORDS

/** All of them. */
export const LANGUAGES = Object.keys(WORDS) as readonly PageLanguage[]
