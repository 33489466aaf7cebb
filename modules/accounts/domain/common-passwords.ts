/**
 * The words that most of the passwords which are tried first are made of. With what people put before and after them, and the letters that
 * they write as digits, they stand for many thousands.
 */
const words = new Set(
  [
    'password passwort passwords parola parool contrasena contrasenya motdepasse senha wachtwoord losenord salasana haslo heslo passe',
    'passphrase pass pwd passwd access account admin administrator root superuser sysadmin webmaster login logon signin secret',
    'geheim default guest user username test testing tester temp temporary example sample demo changeme changeit letmein openup',
    'opensesame welcome willkommen bienvenue bienvenido benvenuto hello helloworld hallo bonjour goodbye whatever nothing anything',
    'qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdf asdfgh asdfghjkl zxcvbnm yxcvbnm qazwsx qazwsxedc wsxedc',
    'zaqxsw zaqwsx qweasd qweasdzxc asdzxc poiuytrewq lkjhgfdsa mnbvcxz abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abcabc aaa',
    'iloveyou iloveu loveyou loveme lovelove love lover lovers lovely beloved forever foreveryoung always iloveme ihateyou teamo tequiero',
    'teamomucho jetaime tiamo ichliebedich amor amour mylove mybaby babygirl babyboy babe baby honey honeybee sweetheart sweetie sugar',
    'darling angel angels princess princesa prince king queen princesse prinzessin beautiful bonita hermosa gorgeous sexy sexygirl hottie',
    'pretty cutie cutiepie family familia friends friend bestfriend amigos mother mommy mama father daddy papa sister brother',
    'football futbol soccer fussball baseball basketball hockey tennis golf golfer swimming running volleyball cricket rugby surfing',
    'liverpool chelsea arsenal manchester manchesterunited manutd barcelona realmadrid juventus bayern dortmund celtic rangers everton tottenham',
    'cowboys steelers yankees lakers eagles packers redskins broncos raiders dolphins dallas boston chicago newyork california texas florida',
    'london paris berlin madrid moscow tokyo canada america germany deutschland france england ireland scotland brasil brazil mexico espana',
    'monkey dragon tiger lion eagle falcon panther wolf bear horse dolphin butterfly kitten kitty puppy doggy elephant rabbit bunny',
    'turtle spider snake shark mustang jaguar phoenix pegasus unicorn chicken penguin hunter ranger rocket thunder lightning storm',
    'sunshine sunflower sunrise sunset summer winter spring autumn fall sommer herbst januar january february march april',
    'june july august september october november december monday tuesday wednesday thursday friday saturday sunday montag freitag sonntag',
    'rainbow flower flowers rose roses daisy lily jasmine orchid garden forest ocean river mountain island beach starlight moonlight',
    'star stars starwars startrek skywalker lukeskywalker darthvader yoda matrix terminator superman batman spiderman ironman wolverine',
    'captain superstar pokemon pikachu naruto minecraft fortnite roblox nintendo playstation xbox zelda mario sonic warcraft',
    'counterstrike callofduty leagueoflegends overwatch assassin gandalf frodo hobbit lordoftherings harrypotter hogwarts gryffindor slytherin',
    'metallica nirvana slipknot blink linkinpark greenday eminem beatles rockstar rocknroll guitar guitarist drummer musica music hiphop',
    'master masterkey boss chief killer hacker hackers ninja pirate samurai soldier warrior legend legendary winner champion champ',
    'computer internet keyboard windows windowsxp linux ubuntu apple macintosh iphone samsung nokia google facebook instagram twitter',
    'youtube microsoft yahoo hotmail gmail linkedin myspace amazon netflix adobe photoshop oracle cisco dell lenovo huawei android',
    'mercedes ferrari porsche lamborghini corvette camaro honda toyota nissan yamaha kawasaki suzuki harley harleydavidson volkswagen audi',
    'jesus jesuschrist christ jesusislord godisgood godislove god blessed blessing faith heaven church bible allah mohammed muhammad',
    'bismillah krishna ganesh saibaba maria joseph michael michelle jennifer jessica jordan ashley amanda andrew anthony daniel',
    'david thomas robert william charlie charles matthew joshua nicole samantha elizabeth stephanie melissa victoria alexander',
    'alexandra natasha anastasia vanessa patricia caroline christian christopher christina martin martina sebastian benjamin brandon',
    'justin austin tyler hannah sophie sophia olivia isabella gabriel gabriela fernando alejandro alejandra francisco antonio carlos',
    'diego miguel ricardo roberto eduardo andrea claudia monica sandra barbara susanne stefanie stephan florian tobias maximilian',
    'alexandre nicolas guillaume thierry francois chocolate cookie cookies banana orange cherry strawberry peaches pepper ginger cheese',
    'butter vanilla coffee whiskey tequila vodka corona heineken budweiser cocacola pepsi pizza hamburger spaghetti cupcake icecream',
    'money dollar dollars moneymoney cash gold golden silver diamond platinum crystal bitcoin ethereum crypto millionaire lottery',
    'lucky luckystar success freedom peace happy happiness smile smiley laughing hope dream dreams dreamer believe imagine destiny',
    'miracle magic mystery fantasy infinity eternity universe galaxy planet earth saturn jupiter mercury venus neptune apollo',
    'zeus hercules achilles athena aphrodite excalibur merlin camelot knight castle crusader viking templar genesis alpha omega',
    'delta sigma gamma trustno trustnoone nopassword mypassword yourpassword newpassword oldpassword thepassword passwordpassword',
    'supersecret topsecret secretpassword secure security letmepass private personal business office company manager service server',
    'support helpdesk system database network internetaccess school student teacher university college hospital doctor nurse police',
    'fuckyou fuckoff fuckme fuckit fuck motherfucker asshole bitch bullshit shit badass badboy badgirl goodboy goodgirl blowjob',
    'pussy sexsexsex sexy playboy playgirl bigdick stupid idiot loser crazy psycho monster vampire zombie demon devil satan lucifer',
    'samsung galaxy blackberry motorola panasonic toshiba sony correcthorsebatterystaple correcthorse shop shopping storefront merx noirel',
  ].flatMap((line) => line.split(' ')),
)

/** Rows of keyboards and of the alphabet, as fingers run over them. */
const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '!@#$%^&*()',
  '!"§$%&/()=',
]

const runsBothWays = [...runs, ...runs.map((run) => [...run].reverse().join(''))]

/** Whether a password is among those that are tried first. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  return [plain, withoutDisguise(plain)].some((text) => {
    const core = text.replace(/^[^a-z]+|[^a-z]+$/g, '')
    return isSimple(text) || isSimple(core) || isWords(core)
  })
}

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

function withoutDisguise(text: string): string {
  // at the end a digit is a digit
  return text.replace(/[^a-z]+(?=.*[a-z])/g, (part) => [...part].map((one) => disguises[one] ?? one).join(''))
}

/** The same over and over, or a run over the keyboard, or two of them. */
function isSimple(text: string): boolean {
  if (text === '') return false
  const period = (text + text).indexOf(text, 1)
  const once = text.slice(0, period)
  if (once.length <= 2) return true
  if (period < text.length) return isSimple(once) || isWords(once)
  return isRun(once) || isTwoRuns(once)
}

function isRun(text: string): boolean {
  return text.length >= 3 && runsBothWays.some((run) => run.includes(text))
}

function isTwoRuns(text: string): boolean {
  return Array.from({ length: text.length }, (_, at) => at).some(
    (at) => isRun(text.slice(0, at)) && isRun(text.slice(at)),
  )
}

/** One of the words, or two. */
function isWords(text: string): boolean {
  if (words.has(text)) return true
  return Array.from({ length: text.length }, (_, at) => at).some(
    (at) => words.has(text.slice(0, at)) && words.has(text.slice(at)),
  )
}
