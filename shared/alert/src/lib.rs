//! The message that the functions publish and notify-slack renders.
