//! Running conversations without a runtime: one alone, or several together in a given order.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use crate::World;

impl World {
    /// Runs a conversation to its end; nothing where it died on the way ([`World::die_after`]).
    pub fn run<T>(&self, conversation: impl Future<Output = T>) -> Option<T> {
        let mut conversation = pin!(conversation);
        let end = loop {
            match poll(conversation.as_mut()) {
                Poll::Ready(end) => break Some(end),
                Poll::Pending if self.died.take() => break None,
                Poll::Pending => {}
            }
        };
        self.life.set(None);
        end
    }
}

/// Runs conversations at the same time, one effect a turn, and answers what they answered.
///
/// `turns` says who goes next, as an index into those that are not done yet (modulo their number); when it ends,
/// the first one goes. So equal turns mean equal runs.
pub fn together<T>(conversations: Vec<impl Future<Output = T>>, turns: impl IntoIterator<Item = usize>) -> Vec<T> {
    let mut going: Vec<_> = conversations.into_iter().map(Box::pin).enumerate().collect();
    let mut done = Vec::with_capacity(going.len());
    let mut turns = turns.into_iter();
    while !going.is_empty() {
        let turn = turns.next().unwrap_or(0) % going.len();
        let (place, conversation) = &mut going[turn];
        if let Poll::Ready(end) = poll(conversation.as_mut()) {
            done.push((*place, end));
            going.remove(turn);
        }
    }
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, end)| end).collect()
}

/// Hands control back once.
pub(crate) async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

fn poll<T>(conversation: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    conversation.poll(&mut Context::from_waker(Waker::noop()))
}

#[cfg(test)]
mod tests {
    use pipeline::{Effects, WriteWhen};

    use super::*;

    async fn write_twice(world: &World, name: &str) {
        for number in 1..=2 {
            let key = format!("{name}{number}");
            world.write("b", &key, Vec::new(), WriteWhen::Always).await.unwrap();
        }
    }

    #[test]
    fn a_conversation_dies_after_as_many_effects_as_it_is_given() {
        for (life, keys) in [(0, vec![]), (1, vec!["a1"]), (2, vec!["a1", "a2"])] {
            let world = World::new();
            world.die_after(life);
            assert_eq!(world.run(write_twice(&world, "a")), None);
            assert_eq!(world.keys("b"), keys);
        }
        let world = World::new();
        world.die_after(3);
        assert_eq!(world.run(write_twice(&world, "a")), Some(()));
    }

    #[test]
    fn after_a_death_the_next_conversation_lives() {
        let world = World::new();
        world.die_after(1);
        world.run(write_twice(&world, "a"));
        assert_eq!(world.run(write_twice(&world, "b")), Some(()));
    }

    #[test]
    fn conversations_take_turns_as_they_are_told() {
        let order = |turns: &[usize]| {
            let world = &World::new();
            let count = |name| async move {
                world.read("b", "k").await.unwrap();
                world.put("b", name, world.keys("b").len().to_string());
            };
            together(vec![count("first"), count("second")], turns.iter().copied());
            world.object("b", "first").unwrap()
        };
        assert_eq!(order(&[]), b"0");
        assert_eq!(order(&[1, 1]), b"1");
    }
}
