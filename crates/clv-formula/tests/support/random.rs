//! Random formulas over the variables of the shared test data, the same ones for the same seed.

/// A source of chance of our own, so that the crate needs no other.
pub(crate) struct Chance(u64);

impl Chance {
    /// Starts at a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below a bound (xorshift64*).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(drawn).unwrap_or(0) % bound.max(1)
    }

    /// Chooses one of several.
    pub(crate) fn choose<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// What stands for a number, where `N` is another number, `L` a logical value, `T` a text, `D` a day and `I` a small
/// whole number.
const NUMBERS: &[&str] = &[
    "N+N",
    "N-N",
    "N*N",
    "N/N",
    "N^I",
    "-N",
    "N%",
    "(N)",
    "(N+N)*N",
    "IF(L,N,N)",
    "IFERROR(N,N)",
    "ROUND(N,I)",
    "ROUNDUP(N,I)",
    "ROUNDDOWN(N,I)",
    "INT(N)",
    "TRUNC(N)",
    "ABS(N)",
    "SIGN(N)",
    "SQRT(N)",
    "EXP(N/100)",
    "LN(N)",
    "LOG10(N)",
    "MOD(N,N)",
    "MIN(N,N,N)",
    "MAX(N,N)",
    "SUM(N,N,N)",
    "AVERAGE(N,N)",
    "MEDIAN(N,N,N)",
    "COUNT(N,N)",
    "COUNTA(N,T)",
    "PRODUCT(N,N)",
    "POWER(N,I)",
    "CEILING(N,1)",
    "FLOOR(N,1)",
    "MROUND(N,1)",
    "PV(0.08,I,N)",
    "FV(0.05,I,N)",
    "PMT(0.01,12,N)",
    "NPV(0.1,N,N,N)",
    "NPER(0.01,-50,N)",
    "YEAR(D)",
    "MONTH(D)",
    "DAY(D)",
    "WEEKDAY(D,2)",
    "DAYS(D,D)",
    "EDATE(D,I)",
    "EOMONTH(D,I)",
    "YEARFRAC(D,D+400,1)",
    "DATE(2024,I,I)",
    "LEN(T)",
    "FIND(\"b\",T)",
    "CHOOSE(I,N,N,N)",
    "SWITCH(freq,4,N,5,N,N)",
    "IFS(L,N,TRUE,N)",
    "NORM.S.DIST(N/10,TRUE)",
    "EXPON.DIST(N,0.5,TRUE)",
    "POISSON.DIST(I,3,FALSE)",
    "STDEV.S(N,N,N)",
    "VAR.P(N,N)",
    "LARGE({5,1,4},I)",
    "SMALL({5,1,4},I)",
    "SUMPRODUCT({1,2,3},{4,5,6})",
    "INDEX({7,8,9},I)",
    "MATCH(N,{1,5,9})",
    "GCD(I,12)",
    "COMBIN(7,I)",
    "FACT(I)",
    "EVEN(N)",
    "ODD(N)",
    "LET(x_,N,x_*x_+1)",
    "VALUE(\"12\")",
    "N(L)",
    "RRI(5,100,150)",
    "WEEKNUM(D,2)",
    "ISOWEEKNUM(D)",
    "PERCENTRANK({0,3,4,9},N)",
    "PERCENTRANK.EXC({0,3,4,9},N,I)",
];
const LOGICALS: &[&str] = &[
    "N<N",
    "N>=N",
    "N=N",
    "N<>N",
    "AND(L,L)",
    "OR(L,L)",
    "NOT(L)",
    "ISNUMBER(N)",
    "ISTEXT(T)",
    "ISBLANK(blanco)",
    "ISERROR(N)",
    "T=T",
    "T<T",
    "EXACT(T,T)",
    "ISEVEN(I)",
    "XOR(L,L)",
    "waar",
];
const TEXTS: &[&str] = &[
    "txt",
    "tekst_3",
    "\"abc\"",
    "\"Jansen B.V.\"",
    "T&T",
    "LEFT(T,I)",
    "RIGHT(T,I)",
    "MID(T,2,I)",
    "UPPER(T)",
    "LOWER(T)",
    "TRIM(T)",
    "IF(L,T,T)",
    "SUBSTITUTE(T,\"a\",\"o\")",
    "REPT(\"x\",I)",
    "CONCAT(T,T)",
    "PROPER(T)",
    "IFERROR(T,\"x\")",
];
const PLAIN_NUMBERS: &[&str] = &[
    "marge", "nul", "neg", "p", "n", "aov", "freq", "jaren", "blanco", "1", "2", "0.5", "10",
    "100", "3.25", "0", "7", "1.5", "365", "0.1",
];
const DAYS: &[&str] = &["dt", "dt+30", "dt-100", "DATE(2024,2,29)", "EDATE(dt,1)"];

/// Makes one formula.
pub(crate) fn formula(chance: &mut Chance) -> String {
    let kind = *chance.choose(&['N', 'N', 'N', 'N', 'L', 'T']);
    let depth = 1 + chance.below(4);
    format!("={}", part(kind, depth, chance))
}

fn part(kind: char, depth: usize, chance: &mut Chance) -> String {
    let template = match kind {
        'N' if depth == 0 => chance.choose(PLAIN_NUMBERS),
        'N' => chance.choose(NUMBERS),
        'L' if depth == 0 => &"n<10",
        'L' => chance.choose(LOGICALS),
        'T' if depth == 0 => chance.choose(&TEXTS[..4]),
        'T' => chance.choose(TEXTS),
        'D' => chance.choose(DAYS),
        _ => chance.choose(&["1", "2", "3"]),
    };
    if matches!(kind, 'D' | 'I') || depth == 0 {
        return (*template).to_owned();
    }
    let mut text = String::new();
    let letters: Vec<char> = template.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let is_hole = matches!(letter, 'N' | 'L' | 'T' | 'D' | 'I');
        let is_word = |at: Option<usize>| {
            at.and_then(|at| letters.get(at))
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"' | '.' | '('))
        };
        let before = is_word(at.checked_sub(1).filter(|&at| letters[at] != '('));
        let after = is_word(Some(at + 1));
        if !is_hole || before || after {
            text.push(letter);
            continue;
        }
        let inner = part(letter, depth - 1, chance);
        let is_bare = inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '"'));
        let neighbors = (at.checked_sub(1).map(|at| letters[at]), letters.get(at + 1));
        let stands_alone = matches!(neighbors.0, None | Some('(' | ','))
            && matches!(neighbors.1, None | Some(')' | ','));
        if is_bare || stands_alone {
            text.push_str(&inner);
        } else {
            text.push('(');
            text.push_str(&inner);
            text.push(')');
        }
    }
    text
}
