//! `err!`, `bail!` and `ensure!`.

/// An [`Error`](crate::Error), with a message as for `format!`.
///
/// Without a placeholder the message is a literal, which clients may see. With one it is not.
///
/// ```
/// use ewrap::err;
///
/// let user = 8;
/// assert_eq!(err!("no such user").safe_message(), "no such user");
/// assert_eq!(err!("no user {user}").safe_message(), "internal error");
/// assert_eq!(err!("no user {}", user).to_string(), "no user 8");
/// assert_eq!(err!(String::from("a text")).to_string(), "a text");
/// ```
#[macro_export]
macro_rules! err {
    ($message:literal $(,)?) => {
        $crate::__private::Error::from_args(::core::format_args!($message))
    };
    ($message:expr $(,)?) => {
        $crate::__private::Error::new($message)
    };
    ($format:expr, $($argument:tt)*) => {
        $crate::__private::Error::new(::std::format!($format, $($argument)*))
    };
}

/// Returns an [`err!`](crate::err).
///
/// ```
/// use ewrap::bail;
///
/// fn half(number: u32) -> ewrap::Result<u32> {
///     if number % 2 == 1 {
///         bail!("{number} is odd");
///     }
///     Ok(number / 2)
/// }
///
/// assert_eq!(half(3).unwrap_err().to_string(), "3 is odd");
/// assert_eq!(half(4).unwrap(), 2);
/// ```
#[macro_export]
macro_rules! bail {
    ($($message:tt)+) => {
        return $crate::__private::Err($crate::err!($($message)+))
    };
}

/// Returns an [`err!`](crate::err) unless the condition holds. Without a message the error shows the condition.
///
/// ```
/// use ewrap::{ErrorKind, ensure};
///
/// fn withdraw(balance: u32, amount: u32) -> ewrap::Result<u32> {
///     ensure!(amount > 0);
///     ensure!(amount <= balance, "{amount} is more than {balance}");
///     Ok(balance - amount)
/// }
///
/// assert_eq!(withdraw(5, 0).unwrap_err().to_string(), "condition failed: `amount > 0`");
/// assert_eq!(withdraw(5, 8).unwrap_err().to_string(), "8 is more than 5");
/// assert_eq!(withdraw(5, 3).unwrap(), 2);
/// ```
#[macro_export]
macro_rules! ensure {
    ($condition:expr $(,)?) => {
        if !$condition {
            // Its text is no literal: a client need not read the program.
            return $crate::__private::Err($crate::err!(::std::string::String::from(::core::concat!(
                "condition failed: `",
                ::core::stringify!($condition),
                "`"
            ))));
        }
    };
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            $crate::bail!($($message)+);
        }
    };
}
